// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(Darwin)
    import Darwin
#endif

/// What this machine's processors are, in words that tell apart machines on which a search should be tuned anew.
package enum ProcessorModel {
    package static var current: String { ownName() ?? name(inCPUInfo: SystemFile.text("/proc/cpuinfo")) }

    /// What the processor calls itself; nil where the system does not tell in one line.
    private static func ownName() -> String? {
        #if canImport(Darwin)
            var text = [CChar](repeating: 0, count: 256)
            var size = text.count - 1
            guard sysctlbyname("machdep.cpu.brand_string", &text, &size, nil, 0) == 0 else { return nil }
            return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        #else
            return nil
        #endif
    }

    /// The first processor's name and numbers in the text of `/proc/cpuinfo`; `unknown` where there is nothing to read.
    ///
    /// Virtual machines often hide the name, and arm64 has numbers only, so the numbers belong to it.
    static func name(inCPUInfo text: String?) -> String {
        var fields: [Substring: Substring] = [:]
        for line in (text ?? "").split(separator: "\n", omittingEmptySubsequences: false).prefix(while: { !$0.isEmpty })
        {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            fields[parts[0].trimmingSpace] = parts[1].trimmingSpace
        }
        let name = fields["model name"].map { [String($0)] } ?? []
        let numbers = ["cpu family", "model", "stepping", "CPU implementer", "CPU part", "CPU variant"]
            .compactMap { label in fields[label[...]].map { "\(label) \($0)" } }
        let words = name + numbers
        return words.isEmpty ? "unknown" : String(words.joined(separator: ", ").prefix(200))
    }
}

extension Substring {
    fileprivate var trimmingSpace: Substring {
        let start = drop(while: \.isWhitespace)
        return start.lastIndex { !$0.isWhitespace }.map { start[...$0] } ?? ""
    }
}
