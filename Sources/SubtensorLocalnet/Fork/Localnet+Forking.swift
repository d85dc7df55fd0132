// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstrateFork
import SubstratePrimitives

extension Localnet {
    /// Where the chain was forked from another network's; nil for a chain of its own.
    public nonisolated var forkedFrom: (chain: String, block: BlockHeader)? {
        upstream.map { ($0.point.chain, $0.point.block.header) }
    }

    /// A chain that goes on from another network's, or from its own file.
    ///
    /// A new one has made a block of its own: what is signed for a block from then on is good on the fork alone.
    static func forked(
        _ fork: ForkedChain, _ configuration: LocalnetConfiguration, _ line: UpstreamLine
    ) async throws -> Localnet {
        let file = try configuration.stateFile.map { path throws(LocalnetError) in
            try StateFile(path: path, lineage: ForkRuntime.lineage)
        }
        if let file, let saved = try file.load(accepts: { _, _ in true }) {
            return try await resumed(saved, file, fork, configuration, line)
        }
        let (point, answers) = try await line.with { try await ForkPoint.find(fork, at: $0) }
        var known = KnownState()
        for answer in answers { known.learn(answer) }
        let (runtime, code) = try runtime(of: fork, at: point, known)
        var saved = SavedChain(
            genesisHash: point.genesisHash, head: point.block,
            store: VersionedStore(from: point.block.header.number, isLayer: true), fork: (point, known))
        // What the plan reads comes before there is a file, and is not kept: the chain asks for it again, if it reads it at all.
        let planned = Localnet(
            configuration, runtime, Upstream(point, known: known, line, limits: fork.limits), nil, saved)
        let changes = try await planned.changes(of: fork.plan, code)
        saved.store.commit(changes, at: point.block.header.number)
        try file?.begin(with: point.block, changes: changes, upstream: (point, answers))
        let upstream = Upstream(point, known: known, line, limits: fork.limits)
        let chain = Localnet(configuration, runtime, upstream, file, saved)
        try await chain.goOnInTime(fork.timeShift)
        _ = try await chain.makeBlock()
        return chain
    }

    private static func resumed(
        _ saved: SavedChain, _ file: StateFile, _ fork: ForkedChain, _ configuration: LocalnetConfiguration,
        _ line: UpstreamLine
    ) async throws -> Localnet {
        guard let (point, known) = saved.fork else {
            throw LocalnetError(.stateOfOtherChain, "\(file.path) holds a chain that is no fork: name another file")
        }
        let first = point.block.header.number
        let isWanted =
            switch fork.block {
            case .head, .finalized: true
            case .number(let number): number == first
            case .hash(let hash): hash == point.block.hash
            }
        guard isWanted else {
            throw LocalnetError(
                .stateOfOtherChain,
                "\(file.path) holds a fork of block \(first), not of \(fork.block): name another file, or leave the block out"
            )
        }
        guard fork.plan.isEmpty else {
            throw LocalnetError(
                .genesisRefused,
                "the fork in \(file.path) has begun already: what is put into its state comes in at its beginning only; name another file"
            )
        }
        let (runtime, _) = try runtime(of: fork, at: point, known)
        let upstream = Upstream(point, known: known, line, limits: fork.limits)
        let chain = Localnet(configuration, runtime, upstream, file, saved)
        try await chain.goOnInTime(fork.timeShift)
        return chain
    }

    private static func runtime(
        of fork: ForkedChain, at point: ForkPoint, _ known: KnownState
    ) throws(LocalnetError) -> (ForkRuntime, RuntimeCode) {
        guard case .found(let bytes) = known.value(for: GenesisState.codeKey) else {
            throw LocalnetError(.runtimeRefused, "the network keeps no runtime under ':code'")
        }
        do throws(RuntimeError) {
            let code = try RuntimeCode(bytes)
            return (ForkRuntime(point, code, impersonator: fork.impersonator), code)
        } catch {
            throw LocalnetError(.runtimeRefused, error.reason)
        }
    }

    private func changes(of plan: GenesisPlan, _ code: RuntimeCode) async throws(LocalnetError) -> StateChanges {
        try await settled { view throws(LocalnetError) in
            StateChanges(try plan.changes(on: headState(over: view), of: code))
        }
    }

    /// Lets the chain's clock go on from the time of the newest block, or from later.
    private func goOnInTime(_ shift: Duration) async throws(LocalnetError) {
        let key = StorageKey(bytes: StorageKey.prefix(pallet: "Timestamp", item: "Now"))
        let value = try await settled { view throws(LocalnetError) in headState(over: view).value(key) }
        if let value, let time = try? UInt64(scale: value) {
            setTime(time.addingReportingOverflow(UInt64(clamping: Int64(shift / .milliseconds(1)))).partialValue)
        }
    }
}
