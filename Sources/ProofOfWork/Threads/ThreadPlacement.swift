// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// Which processors a search's threads are bound to.
///
/// Only Linux binds threads to processors; elsewhere every placement lets the system choose.
public struct ThreadPlacement: Hashable, Sendable, CustomStringConvertible {
    private enum Choice: Hashable {
        case automatic
        case unbound
        case processors([Int])
    }

    private let choice: Choice

    /// Binds when there is exactly one thread for every processor that the process may use, and no quota on their time.
    ///
    /// Then no thread can be better off elsewhere for long. With fewer threads than processors, or a quota, the system
    /// knows better which are free: two programs that both bind to the first ones would share them and leave the others
    /// idle. Little depends on it: on two cores of an AMD EPYC (Zen 5) the rates of bound and unbound threads differ by
    /// less than two measurements of either, with and without other programs running.
    public static let automatic = ThreadPlacement(choice: .automatic)

    /// Binds nothing: the system places the threads.
    public static let unbound = ThreadPlacement(choice: .unbound)

    /// Binds thread i to the i-th of these processors, starting over when there are more threads.
    ///
    /// An empty list means every processor that the process may use, distinct physical cores first.
    public static func processors(_ processors: [Int]) -> ThreadPlacement {
        ThreadPlacement(choice: .processors(processors))
    }

    private init(choice: Choice) { self.choice = choice }

    /// A placement as a person types it: `auto`, `none`, `cores`, or processors such as `0-3,8`, in that order.
    public init(parsing text: String) throws(ProofOfWorkError) {
        switch text {
        case "auto": choice = .automatic
        case "none": choice = .unbound
        case "cores": choice = .processors([])
        default:
            guard let processors = Self.list(text) else {
                throw ProofOfWorkError(
                    .invalidOption,
                    "the affinity \(excerpt(text)) is none of auto, none, cores, or processors such as 0-3,8")
            }
            choice = .processors(processors)
        }
    }

    public var description: String {
        switch choice {
        case .automatic: "auto"
        case .unbound: "none"
        case .processors([]): "cores"
        case .processors(let processors): processors.map(String.init).joined(separator: ",")
        }
    }

    /// Where threads are bound to, as `ThreadGroup` takes it: empty to let the system place them.
    ///
    /// - Throws: `invalidOption` when a processor was named that this process may not use.
    package func processors(forThreads threads: Int) throws(ProofOfWorkError) -> [Int] {
        try processors(
            forThreads: threads, topology: .current,
            hasQuota: CgroupQuota.processors(reading: SystemFile.text) != nil)
    }

    func processors(
        forThreads threads: Int, topology: ProcessorTopology?, hasQuota: Bool
    ) throws(ProofOfWorkError) -> [Int] {
        guard let topology else { return [] }
        let allowed = topology.coresFirst
        switch choice {
        case .unbound: return []
        case .automatic: return threads == allowed.count && !hasQuota ? allowed : []
        case .processors([]): return allowed
        case .processors(let processors):
            if let forbidden = processors.first(where: { !allowed.contains($0) }) {
                let list = allowed.sorted().map(String.init).joined(separator: ",")
                throw ProofOfWorkError(
                    .invalidOption, "this process may not use processor \(forbidden): choose from \(list)")
            }
            return processors
        }
    }

    /// Items such as `3` and `0-2`, in the order given; nil for anything else.
    private static func list(_ text: String) -> [Int]? {
        var processors: [Int] = []
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let members = ProcessorCount.processors(inList: item), processors.count + members.count <= 4096 else {
                return nil
            }
            processors += members.sorted()
        }
        return processors
    }
}
