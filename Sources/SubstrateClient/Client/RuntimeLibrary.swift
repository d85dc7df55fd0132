// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// The runtimes that a chain has run, as far as they were asked for: metadata is read once for each version.
///
/// Versions only rise with the height, and the block that brings a new one says so in its digest. So a version is asked for
/// only where neither the blocks around nor the one before tell.
actor RuntimeLibrary {
    /// Metadata takes megabytes once it is read; a session seldom looks at more than the newest two or three.
    private static let capacity = 8
    private static let knownBlocks = 1024

    private let node: Node
    private var runtimes: [RuntimeVersion: Runtime]
    /// Versions in the order of their last use, the oldest first; the same ones as in `runtimes`.
    private var uses: [RuntimeVersion]
    /// Which version the state after a block belongs to: that never changes.
    private var versions: [Hash256: RuntimeVersion] = [:]
    private var blocks: [Hash256] = []
    /// Between which heights a version is known to be in force.
    private var spans: [RuntimeVersion: ClosedRange<BlockNumber>] = [:]
    /// Metadata on its way. Whoever needs the same one waits for the same request.
    private var pending: [RuntimeVersion: Task<Result<Runtime, ClientError>, Never>] = [:]

    /// - Parameter head: a block whose state has the runtime `first`, as far as that is certain.
    init(node: Node, first: Runtime, head: BlockHeader?) {
        self.node = node
        runtimes = [first.version: first]
        uses = [first.version]
        guard let head else { return }
        let hash = head.hash
        versions = [hash: first.version]
        blocks = [hash]
        spans = [first.version: head.number...head.number]
    }

    /// The runtime that carried a block out, and the one in the state after it, which will carry out the next.
    func runtimes(
        of header: BlockHeader, hash: Hash256
    ) async throws(ClientError) -> (author: Runtime, after: Runtime) {
        let after = try await runtime(of: try await version(after: header, hash: hash), at: hash)
        // Block 0 has no parent.
        guard header.changesRuntime, header.number > 0 else { return (after, after) }
        do {
            let version = try await known(header.parentHash, or: header.number)
            return (try await runtime(of: version, at: header.parentHash), after)
        } catch  where error.code == .stateDiscarded {
            // The oldest block that the node still keeps.
            return (after, after)
        }
    }

    /// The runtime of this version, which is in force after this block.
    func runtime(of version: RuntimeVersion, at block: Hash256) async throws(ClientError) -> Runtime {
        if let known = runtimes[version] {
            touch(version)
            return known
        }
        // Without an owner, because it serves all who wait; the connection's timeout bounds it.
        let reading =
            pending[version]
            ?? Task { [node] in
                do throws(ClientError) {
                    return .success(Runtime(version: version, metadata: try await node.metadata(at: block)))
                } catch {
                    return .failure(error)
                }
            }
        pending[version] = reading
        let outcome = await reading.value
        pending[version] = nil
        let runtime = try outcome.get()
        runtimes[version] = runtime
        touch(version)
        return runtime
    }

    /// The version in the state after a block.
    private func version(after header: BlockHeader, hash: Hash256) async throws(ClientError) -> RuntimeVersion {
        if let known = versions[hash] { return known }
        if !header.changesRuntime, let parents = versions[header.parentHash] {
            remember(parents, after: hash, number: header.number)
            return parents
        }
        if let (version, _) = spans.first(where: { $0.value.contains(header.number) }) { return version }
        let version = try await known(hash, or: nil)
        remember(version, after: hash, number: header.number)
        return version
    }

    /// The version in the state after the block with this hash: known, or asked for.
    ///
    /// - Parameter child: the number of the block after it, where that is known.
    private func known(_ hash: Hash256, or child: BlockNumber?) async throws(ClientError) -> RuntimeVersion {
        if let known = versions[hash] { return known }
        let version = try await node.runtimeVersion(at: hash)
        if let child { remember(version, after: hash, number: BlockNumber(child.rawValue - min(1, child.rawValue))) }
        return version
    }

    private func remember(_ version: RuntimeVersion, after hash: Hash256, number: BlockNumber) {
        if versions.updateValue(version, forKey: hash) == nil { blocks.append(hash) }
        if blocks.count > Self.knownBlocks { versions[blocks.removeFirst()] = nil }
        let span = spans[version] ?? number...number
        spans[version] = min(span.lowerBound, number)...max(span.upperBound, number)
    }

    private func touch(_ version: RuntimeVersion) {
        uses.removeAll { $0 == version }
        uses.append(version)
        if uses.count > Self.capacity { runtimes[uses.removeFirst()] = nil }
    }
}
