// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Which processors share a physical core, of those that this process may use.
package struct ProcessorTopology: Hashable, Sendable {
    /// One entry per physical core: the numbers of its processors, ascending; cores by their first processor.
    package let cores: [[Int]]

    /// The topology of this machine; nil where the system does not number its processors, as everywhere but on Linux.
    package static var current: ProcessorTopology? { ProcessorTopology(reading: SystemFile.text) }

    /// - Parameter file: the text of a file, nil when there is none.
    init?(reading file: (String) -> String?) {
        guard let allowed = ProcessorCount.allowed(reading: file), !allowed.isEmpty else { return nil }
        var cores: [Set<Int>: [Int]] = [:]
        for processor in allowed.sorted() {
            let folder = "/sys/devices/system/cpu/cpu\(processor)/topology"
            // The kernel's documentation prefers the first name; older kernels only have the second.
            let list = file("\(folder)/core_cpus_list") ?? file("\(folder)/thread_siblings_list")
            let siblings = list.flatMap { ProcessorCount.processors(inList: $0[...]) } ?? [processor]
            // A list that does not name the processor itself is nonsense.
            cores[siblings.contains(processor) ? siblings : [processor], default: []].append(processor)
        }
        self.cores = cores.values.sorted { $0[0] < $1[0] }
    }

    var processorCount: Int { cores.reduce(0) { $0 + $1.count } }

    /// Every processor once: the first one of each core, then the second ones, and so on.
    ///
    /// Two threads on one core share its vector units, which the search keeps busy by itself.
    var coresFirst: [Int] {
        let deepest = cores.map(\.count).max() ?? 0
        return (0..<deepest).flatMap { depth in cores.compactMap { $0.count > depth ? $0[depth] : nil } }
    }
}
