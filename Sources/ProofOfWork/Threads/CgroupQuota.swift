// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The processor time that Linux control groups grant this process.
enum CgroupQuota {
    /// The smallest quota on the path of this process's group, in processors; nil when nothing limits it.
    ///
    /// - Parameter file: the text of a file, nil when there is none (as everywhere but on Linux).
    static func processors(reading file: (String) -> String?) -> Double? {
        guard let groups = file("/proc/self/cgroup") else { return nil }
        return groups.split(separator: "\n").compactMap { line -> Double? in
            // hierarchy:controllers:path, see cgroups(7)
            let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3 else { return nil }
            let levels = ancestors(of: fields[2])
            if fields[0] == "0", fields[1].isEmpty {
                return levels.compactMap { file("/sys/fs/cgroup\($0)/cpu.max").flatMap(unified) }.min()
            }
            guard fields[1].split(separator: ",").contains("cpu") else { return nil }
            return levels.compactMap { level in
                let folder = "/sys/fs/cgroup/\(fields[1])\(level)"
                guard let quota = file("\(folder)/cpu.cfs_quota_us"), let period = file("\(folder)/cpu.cfs_period_us")
                else { return nil }
                return ratio(quota[...], period[...])
            }.min()
        }.min()
    }

    /// The quota in a `cpu.max` file (version 2): `200000 100000`, or `max 100000` for none.
    static func unified(_ text: String) -> Double? {
        let fields = text.split(whereSeparator: \.isWhitespace)
        guard fields.count == 2 else { return nil }
        return ratio(fields[0], fields[1])
    }

    /// Microseconds of processor time per microseconds of the period; nil for `max`, -1 and nonsense.
    private static func ratio(_ quota: Substring, _ period: Substring) -> Double? {
        guard let quota = Int(quota.trimmingNewline), let period = Int(period.trimmingNewline), quota > 0, period > 0
        else { return nil }
        return Double(quota) / Double(period)
    }

    /// `/a/b`, `/a` and the root, which has the empty path.
    private static func ancestors(of path: Substring) -> [String] {
        let parts = path.split(separator: "/")
        return (0...parts.count).reversed().map { parts.prefix($0).map { "/\($0)" }.joined() }
    }
}

extension Substring {
    fileprivate var trimmingNewline: Substring { last == "\n" ? dropLast() : self }
}
