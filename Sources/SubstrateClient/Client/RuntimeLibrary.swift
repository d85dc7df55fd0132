import SubstratePrimitives

/// The runtimes that a chain has run, as far as they were asked for: metadata is read once for each version.
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
    /// Metadata on its way. Whoever needs the same one waits for the same request.
    private var pending: [RuntimeVersion: Task<Result<Runtime, ClientError>, Never>] = [:]

    init(node: Node, first: Runtime) {
        self.node = node
        runtimes = [first.version: first]
        uses = [first.version]
    }

    /// The runtime in the state after a block: the one that will carry out the next block.
    func runtime(at block: Hash256) async throws(ClientError) -> Runtime {
        try await runtime(of: try await version(at: block), at: block)
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

    private func version(at block: Hash256) async throws(ClientError) -> RuntimeVersion {
        if let known = versions[block] { return known }
        let version = try await node.runtimeVersion(at: block)
        if versions.updateValue(version, forKey: block) == nil { blocks.append(block) }
        if blocks.count > Self.knownBlocks { versions[blocks.removeFirst()] = nil }
        return version
    }

    private func touch(_ version: RuntimeVersion) {
        uses.removeAll { $0 == version }
        uses.append(version)
        if uses.count > Self.capacity { runtimes[uses.removeFirst()] = nil }
    }
}
