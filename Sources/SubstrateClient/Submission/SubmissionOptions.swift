// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// How an extrinsic is submitted and followed to its outcome.
public struct SubmissionOptions: Sendable {
    /// What the extrinsic carries.
    public var signing = SigningOptions()
    /// Whether to wait until the block that holds it is final, instead of the first block that does.
    public var untilFinalized = false
    /// Whether the best chain is proof enough that it cannot be included any more: for what does no harm when it is carried
    /// out twice. By default only final blocks are.
    public var trustsBestChain = false
    /// Keeps what was signed before it leaves; nil keeps nothing.
    public var journal: (any SubmissionJournal)?
    /// Names what somebody wants, in the journal; nil takes the extrinsic's hash.
    public var intent: String?
    /// What it does, for whoever reads the journal.
    public var summary = ""
    /// How often the same intent may be signed anew once it is proved that the copy before can be in no block, because
    /// another program of the same account used its nonce.
    public var nonceRetries = 8
    /// The time between two blocks: what all waiting is measured by.
    public var blockTime: Duration = .seconds(12)
    /// What waiting is measured with.
    public var clock: any Clock<Duration> = ContinuousClock()
    /// Told as soon as it is signed, before anything leaves; nil tells nobody.
    public var onSigned: (@Sendable (SubmissionTrace) -> Void)?
    /// Told about every status; nil tells nobody.
    public var onStatus: (@Sendable (TransactionStatus) async -> Void)?
    /// Told what keeps it from an outcome, in a sentence, while it is looked for; nil tells nobody.
    public var onNotice: (@Sendable (String) async -> Void)?

    public init(
        signing: SigningOptions = SigningOptions(), untilFinalized: Bool = false,
        onStatus: (@Sendable (TransactionStatus) async -> Void)? = nil
    ) {
        self.signing = signing
        self.untilFinalized = untilFinalized
        self.onStatus = onStatus
    }
}
