// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstrateClient
public import SubstratePrimitives

/// Several actions of one signer that go out as one extrinsic: one signature, one nonce, one fee.
public struct PreparedBatch: Sendable {
    /// What would be signed.
    public let transaction: PlannedTransaction
    /// What a yes allows to be signed.
    public let agreement: TransactionAgreement
    /// What the runtime asks for carrying all of it out.
    public let fee: Balance
    /// How far the fee may rise before it is asked about again.
    public let highestFee: Balance

    init(_ transaction: PlannedTransaction) {
        self.transaction = transaction
        fee = Balance(rao: UInt64(clamping: transaction.fee ?? 0)) + Balance(rao: UInt64(clamping: transaction.tip))
        highestFee = FeeTolerance.highest(transaction)
        agreement = TransactionAgreement(to: transaction, highestFee: FeeTolerance.highest(transaction.fee ?? 0))
    }

    private init(_ other: PreparedBatch, _ transaction: PlannedTransaction) {
        self.transaction = transaction
        (agreement, fee, highestFee) = (other.agreement, other.fee, other.highestFee)
    }

    /// The same, on top of a newer block.
    func replanned(as transaction: PlannedTransaction) -> PreparedBatch { PreparedBatch(self, transaction) }
}

extension Subtensor {
    /// Whether the runtime carries several calls out as one extrinsic in this way.
    public func offersBatches(_ mode: BatchMode) -> Bool {
        client.runtime.metadata.hasCall("Utility", mode.rawValue)
    }

    /// Composes several calls as one extrinsic, and asks for its fee.
    public func prepareBatch(
        _ calls: [Call], _ mode: BatchMode, for signer: AccountID, signing: SigningOptions = SigningOptions()
    ) async throws -> PreparedBatch {
        let state = try await state()
        let readiness = try await client.readiness(
            of: signer, on: state, check: .subtensor(genesis: client.genesisHash))
        let call = Call.batch(calls, mode)
        return PreparedBatch(
            try await passing(call, by: signer, on: readiness, of: state, signing).transaction)
    }

    /// The same batch on top of the newest block; nil, with what differs, when it is not what was agreed to any more.
    public func renewed(_ batch: PreparedBatch) async throws -> (batch: PreparedBatch?, differences: [String]) {
        let old = batch.transaction
        let state = try await unpinned.state()
        let readiness = try await client.readiness(
            of: old.signer, on: state, check: .subtensor(genesis: client.genesisHash))
        // What was agreed to be sent openly is not encrypted meanwhile, nor the other way round.
        let transaction =
            old.carrier == nil
            ? try await priced(old.call, by: old.signer, on: readiness, old.signing)
            : try await passing(old.call, by: old.signer, on: readiness, of: state, old.signing).transaction
        let differences = batch.agreement.differences(from: transaction)
        return (differences.isEmpty ? batch.replanned(as: transaction) : nil, differences)
    }

    /// Signs a batch, sends it, and follows it to its outcome; see `submit(_:signedBy:options:)` of an action.
    public func submit(
        _ batch: PreparedBatch, signedBy signer: some Signer, options: SubmissionOptions = SubmissionOptions()
    ) async throws -> IncludedExtrinsic {
        var options = options
        options.blockTime = blockTime
        let included: IncludedExtrinsic
        do {
            included = try await client.submit(
                try batch.transaction.agreed(under: batch.agreement), signedBy: signer, options: options)
        } catch {
            throw ActionRefusal(pool: error)?.error(of: batch.transaction.call, after: error.submission) ?? error
        }
        if let failure = included.failure {
            throw ActionRefusal(failure).error(of: batch.transaction.call, in: included)
        }
        return included
    }

    /// What came of one action of a batch.
    ///
    /// - Parameter place: its place in the batch.
    public func outcome<Outcome>(
        of prepared: PreparedAction<Outcome>, at place: Int, in included: IncludedExtrinsic
    ) async throws -> ActionEnding<Outcome> {
        try await ending(prepared, included.item(place), included.events(of: place))
    }
}

extension IncludedExtrinsic {
    /// One call of a batch as if it had come alone.
    fileprivate func item(_ place: Int) -> IncludedExtrinsic {
        guard let batch else { return self }
        let failure =
            place < batch.tried
            ? batch.failures[place]
            : DispatchFailure(pallet: "Utility", name: "BatchInterrupted", documentation: "not tried")
        return settingFailure(failure)
    }

    /// What one call of a batch caused.
    fileprivate func events(of place: Int) -> [ChainEvent] {
        guard batch != nil else { return events }
        var (tried, own) = (0, [ChainEvent]())
        for event in events where tried <= place {
            if event.matches("Utility", "ItemCompleted") || event.matches("Utility", "ItemFailed") {
                tried += 1
            } else if tried == place {
                own.append(event)
            }
        }
        return own
    }
}
