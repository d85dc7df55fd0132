public import SubstrateClient
public import SubstratePrimitives

/// What keeps a program from doing its business on a subtensor chain.
public struct BittensorError: CodedError {
    /// What kind of failure it is.
    public enum Code: Hashable, Sendable {
        /// A text that is no amount of TAO.
        case invalidAmount
        /// A name that is no known network and no `ws://` or `wss://` address.
        case unknownNetwork
        /// The node serves another kind of chain.
        case notSubtensor
        /// The node serves another chain than the network's.
        case wrongChain
        /// The chain has no subnet of this number.
        case subnetMissing
        /// The runtime checks no work: `register` would burn TAO.
        case workNotChecked
        /// The rules that were asked for do not exist on this runtime.
        case unsuitableRules
        /// The owner of the subnet has switched registration by work off, or another standing rule forbids it.
        case registrationNotAllowed
        /// The limit of registrations of this interval is used up.
        case tooManyRegistrations
        /// The hotkey belongs to another coldkey.
        case hotkeyOfAnotherColdkey
        /// The signing key is not the one that this runtime wants.
        case wrongSigner
        /// The node has no hash for a block it announced.
        case noBlockHash
        /// The chain has no difficulty for the subnet.
        case noDifficulty
        /// As many attempts as allowed were stale or refused.
        case attemptsUsedUp
        /// The chain refused the extrinsic, or carried it out with an error; the reason names it.
        case refusedByChain
        /// The event said registered, but the storage does not.
        case notVerified
        /// The runtime was built without a faucet.
        case noFaucet
        /// The balance does not cover amount and fee.
        case insufficientBalance
        /// An option outside of what it can be.
        case invalidOption
        /// The runtime has no such call; the reason says what replaced it.
        case callMissing
        /// The hotkey is not registered on the subnet.
        case notRegistered
        /// The hotkey is registered on the subnet already.
        case alreadyRegistered
        /// The stake does not cover the amount.
        case insufficientStake
        /// A trade would move the price further than is tolerated: nothing was sent.
        case priceMoved
        /// Weights that the chain does not take.
        case invalidWeights
        /// The key that signs does not own what the call is about.
        case notOwner
        /// The chain carried it out, and what came of it could not be read.
        case outcomeUnread
        /// A saved file that is missing, or not as it was saved.
        case damagedFile
        /// A file that cannot be written.
        case fileNotWritten
    }

    public let code: Code
    public let reason: String
    /// The extrinsic that was signed and may have left; nil when nothing was. The reason names it too.
    public let submission: SubmissionTrace?
    /// The block that carried it out, when one did.
    public let block: BlockNumber?

    /// - Parameters:
    ///   - submission: the extrinsic that was signed before; the reason ends with it.
    ///   - block: the block that holds it.
    public init(_ code: Code, _ reason: String, submission: SubmissionTrace? = nil, block: BlockNumber? = nil) {
        self.code = code
        self.submission = submission
        self.block = block
        let trace = submission.map { trace in
            block.map { "extrinsic \(trace.hash), nonce \(trace.nonce), in block \($0)" } ?? "\(trace)"
        }
        self.reason = trace.map { "\(reason.hasSuffix(".") ? reason.dropLast() : reason[...]); \($0)" } ?? reason
    }
}
