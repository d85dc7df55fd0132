// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

/// How many processors this process may use.
public enum ProcessorCount {
    /// The processors of the affinity mask, or fewer where a control group grants less time; at least 1.
    public static var available: Int {
        count(online: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), reading: SystemFile.text)
    }

    /// - Parameter file: the text of a file, nil when there is none (as everywhere but on Linux).
    static func count(online: Int, reading file: (String) -> String?) -> Int {
        var count = online
        if let allowed = allowed(reading: file) { count = min(allowed.count, max(1, online)) }
        // Rounded up: two threads use one and a half processors fully, one does not.
        if let quota = CgroupQuota.processors(reading: file), quota < Double(count) {
            count = Int(quota.rounded(.up))
        }
        return max(1, count)
    }

    /// The numbers of the processors that this process may use and that are switched on; nil where the system does not
    /// number them.
    static func allowed(reading file: (String) -> String?) -> Set<Int>? {
        guard let status = file("/proc/self/status"), let allowed = allowedProcessors(inStatus: status) else {
            return nil
        }
        let running = file("/sys/devices/system/cpu/online").flatMap { processors(inList: $0[...]) }
        return running.map(allowed.intersection) ?? allowed
    }

    /// The affinity mask in the text of `/proc/self/status`: sched_getaffinity(2), as the kernel also tells it. It may
    /// name processors that are switched off.
    private static func allowedProcessors(inStatus text: String) -> Set<Int>? {
        let label = "Cpus_allowed_list:"
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(label) }) else { return nil }
        return processors(inList: line.dropFirst(label.count))
    }

    /// The members of a list as cpuset(7) writes it, such as `0-3,8`; nil for anything else.
    static func processors(inList text: Substring) -> Set<Int>? {
        // Far more than the kernel's own limit.
        let numbers = 0..<1_000_000
        var members: Set<Int> = []
        for item in text.filter({ !$0.isWhitespace }).split(separator: ",") {
            let ends = item.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2,
                numbers.contains(first), numbers.contains(last), first <= last
            else { return nil }
            members.formUnion(first...last)
        }
        return members.isEmpty ? nil : members
    }
}
