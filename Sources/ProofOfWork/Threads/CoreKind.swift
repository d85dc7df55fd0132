// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A kind of core, where a machine has several: large and small ones, which may be fastest with different kernels.
package struct CoreKind: Hashable, Sendable {
    /// What the system calls it.
    package let name: String

    /// Whichever core the system places a thread on, and the only kind where all are alike.
    package static let any = CoreKind(name: "any")

    /// The processors of this machine with their kinds; empty where all are alike, or the system does not tell.
    package static let current = processors(reading: SystemFile.text)

    /// - Parameter file: the text of a file, nil when there is none (as everywhere but on Linux).
    static func processors(reading file: (String) -> String?) -> [Int: CoreKind] {
        guard let allowed = ProcessorCount.allowed(reading: file) else { return [:] }
        var kinds: [Int: CoreKind] = [:]
        // Intel's hybrids: a folder of performance counters for each kind.
        for name in ["cpu_core", "cpu_atom", "cpu_lowpower"] {
            let members = file("/sys/devices/\(name)/cpus").flatMap { ProcessorCount.processors(inList: $0[...]) } ?? []
            for processor in members.intersection(allowed) { kinds[processor] = CoreKind(name: name) }
        }
        // arm64: the main identification register of each core.
        for processor in allowed where kinds[processor] == nil {
            let path = "/sys/devices/system/cpu/cpu\(processor)/regs/identification/midr_el1"
            guard let register = file(path)?.filter({ !$0.isWhitespace }), (1...32).contains(register.count) else {
                continue
            }
            kinds[processor] = CoreKind(name: "midr \(register)")
        }
        return Set(kinds.values).count > 1 ? kinds : [:]
    }
}
