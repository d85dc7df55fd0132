public import SubstrateKeys
public import SubstratePrimitives
import SubstrateRPC

/// How an extrinsic is submitted and watched.
public struct SubmissionOptions: Sendable {
    /// What the extrinsic carries.
    public var signing = SigningOptions()
    /// Whether to wait until the block that holds it is final, instead of the first block that does.
    public var untilFinalized = false
    /// How many times an extrinsic is signed anew when the pool refuses it because its nonce was used in the meantime.
    public var nonceRetries = 3
    /// Told about every status; nil tells nobody.
    public var onStatus: (@Sendable (TransactionStatus) async -> Void)?

    public init(
        signing: SigningOptions = SigningOptions(), untilFinalized: Bool = false,
        onStatus: (@Sendable (TransactionStatus) async -> Void)? = nil
    ) {
        self.signing = signing
        self.untilFinalized = untilFinalized
        self.onStatus = onStatus
    }
}

extension SubstrateClient {
    /// Submits an extrinsic and returns its hash as soon as the pool has taken it.
    ///
    /// It is submitted once: a lost connection is an error, because the node may have taken it.
    /// - Throws: `refused` when the pool does not take it.
    @discardableResult
    public func submit(_ extrinsic: Extrinsic) async throws(ClientError) -> Hash256 {
        let method = "author_submitExtrinsic"
        let hash = try await node.hash(method, [.string(extrinsic.bytes.hex)])
        guard hash == extrinsic.hash else {
            throw ClientError(
                .malformedAnswer, "the node took \(extrinsic.hash) under the hash \(hash?.hex ?? "null")")
        }
        return extrinsic.hash
    }

    /// Submits an extrinsic and hands out what becomes of it.
    ///
    /// - Throws: `refused` when the pool does not take it.
    public func watch(_ extrinsic: Extrinsic) async throws(ClientError) -> TransactionWatch {
        do {
            // A dozen states at most; none may be lost.
            let subscription = try await connection.subscribe(
                method: "author_submitAndWatchExtrinsic", params: [.string(extrinsic.bytes.hex)],
                unsubscribe: "author_unwatchExtrinsic", buffering: .oldest(64))
            return TransactionWatch(hash: extrinsic.hash, subscription: subscription)
        } catch {
            throw ClientError(error)
        }
    }

    /// Submits an extrinsic and waits until it is in a block, or in a finalised one.
    ///
    /// - Throws: `refused` when the pool does not take it, `notIncluded` when it leaves the pool in another way,
    ///   `notFinalized` when its block is not finalised in time.
    public func submitAndWatch(
        _ extrinsic: Extrinsic, untilFinalized: Bool = false,
        onStatus: (@Sendable (TransactionStatus) async -> Void)? = nil
    ) async throws(ClientError) -> IncludedExtrinsic {
        for try await status in try await watch(extrinsic) {
            await onStatus?(status)
            switch status {
            case .inBlock(let block) where !untilFinalized: return try await outcome(of: extrinsic, in: block)
            case .finalized(let block): return try await outcome(of: extrinsic, in: block)
            case .finalityTimeout(let block):
                throw ClientError(.notFinalized, "its block \(block) was not finalised in time", lastStatus: status)
            default:
                if let loss = status.loss { throw ClientError(.notIncluded, loss, lastStatus: status) }
            }
        }
        throw ClientError(
            Task.isCancelled ? .cancelled : .connection,
            "the node stopped watching \(extrinsic.hash) before it was in a block")
    }

    // MARK: Calls

    /// Signs a call with the account's next nonce and submits it; returns as soon as the pool has taken it.
    @discardableResult
    public func submit(
        _ call: Call, signedBy keyPair: KeyPair, options: SubmissionOptions = SubmissionOptions()
    ) async throws(ClientError) -> Hash256 {
        try await withNonce(of: keyPair, options) { signed throws(ClientError) in
            try await self.submit(signed.extrinsic)
        } signing: { options throws(ClientError) in
            try await self.signed(call, by: keyPair, options: options)
        }
    }

    /// Signs a call with the account's next nonce, submits it, and waits until it is in a block or can no longer be.
    ///
    /// May be called any number of times at once for the same account. A refusal because of a nonce that somebody else
    /// has used in the meantime is answered with a new nonce and a new signature.
    /// - Throws: `refused`, `notIncluded`, `notFinalized`, `connection`. An extrinsic that failed in its block is no
    ///   error: see `IncludedExtrinsic.failure`.
    public func include(
        _ call: Call, signedBy keyPair: KeyPair, options: SubmissionOptions = SubmissionOptions()
    ) async throws(ClientError) -> IncludedExtrinsic {
        try await withNonce(of: keyPair, options) { signed throws(ClientError) in
            try await self.included(signed, options)
        } signing: { options throws(ClientError) in
            try await self.signed(call, by: keyPair, options: options)
        }
    }

    /// Reserves a nonce for as long as `body` runs; signs anew when it was used already.
    private func withNonce<Result>(
        of keyPair: KeyPair, _ options: SubmissionOptions,
        _ body: (PreparedExtrinsic) async throws(ClientError) -> Result,
        signing sign: (SigningOptions) async throws(ClientError) -> PreparedExtrinsic
    ) async throws(ClientError) -> Result {
        guard options.signing.nonce == nil else { return try await body(try await sign(options.signing)) }
        let account = keyPair.accountID
        var retries = options.nonceRetries
        var refusal: (nonce: UInt32, error: ClientError)?
        while true {
            let nonce = try await nonces.reserve(for: account) { () async throws(ClientError) in
                try await self.nextNonce(of: account)
            }
            // The node stands by a nonce that it has refused: it means something else.
            if let refusal, refusal.nonce == nonce {
                await nonces.finish(nonce, of: account, wasUsed: false)
                throw refusal.error
            }
            do throws(ClientError) {
                var signing = options.signing
                signing.nonce = nonce
                let result = try await body(try await sign(signing))
                await nonces.finish(nonce, of: account, wasUsed: true)
                return result
            } catch {
                await nonces.finish(nonce, of: account, wasUsed: error.mayHaveUsedNonce)
                guard error.isNonceTaken, retries > 0 else { throw error }
                retries -= 1
                refusal = (nonce, error)
            }
        }
    }

    /// Submits and waits, at most until no block can take the extrinsic any more: a node may forget it without a word.
    private func included(
        _ signed: PreparedExtrinsic, _ options: SubmissionOptions
    ) async throws(ClientError) -> IncludedExtrinsic {
        guard let lastBlock = signed.lastBlock else {
            return try await submitAndWatch(
                signed.extrinsic, untilFinalized: options.untilFinalized, onStatus: options.onStatus)
        }
        return try await ClientError.wrapping {
            try await withThrowingTaskGroup(of: IncludedExtrinsic?.self) { group in
                group.addTask {
                    try await self.submitAndWatch(
                        signed.extrinsic, untilFinalized: options.untilFinalized, onStatus: options.onStatus)
                }
                if !options.untilFinalized {
                    group.addTask {
                        try await self.awaitExpiry(of: signed.hash, after: lastBlock)
                        return nil
                    }
                }
                defer { group.cancelAll() }
                for try await case let included? in group { return included }
                throw ClientError(.cancelled, "waiting for \(signed.hash) was cancelled")
            }
        }
    }

    /// Throws once the report of an inclusion is overdue.
    private func awaitExpiry(of extrinsic: Hash256, after lastBlock: BlockNumber) async throws(ClientError) {
        for try await head in try await heads() where head.number > lastBlock.advanced(by: Self.reportDelay) {
            throw ClientError(
                .notIncluded,
                "the node never told what became of \(extrinsic), which no block after \(lastBlock) can take")
        }
        throw ClientError(.connection, "the node stopped announcing blocks: try again, or use another node")
    }

    /// How many blocks later a node still reports an inclusion: one that is busy is a little behind.
    private static let reportDelay: UInt64 = 8
}

extension ClientError {
    /// Runs what throws only this type, though its signature cannot say so.
    static func wrapping<Value>(_ body: () async throws -> Value) async throws(ClientError) -> Value {
        do {
            return try await body()
        } catch let error as ClientError {
            throw error
        } catch is CancellationError {
            throw ClientError(.cancelled, "the task was cancelled")
        } catch {
            throw ClientError(.connection, "\(error)")
        }
    }

    /// Whether the extrinsic may have reached a pool; else its nonce is free.
    fileprivate var mayHaveUsedNonce: Bool {
        switch code {
        case .refused: false
        case .notIncluded: if case .usurped? = lastStatus { true } else { false }
        case .connection, .cancelled, .notFinalized, .malformedAnswer, .unknownBlock, .stateDiscarded: true
        case .node, .unsupportedMetadata, .notInRuntime, .encoding, .unknownExtension: false
        }
    }
}
