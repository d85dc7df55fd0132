// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateClient
public import SubstratePrimitives

/// What keeps a program from doing its business on a subtensor chain.
public struct BittensorError: CodedError {
    /// What kind of failure it is.
    public struct Code: ErrorCode {
        public let name: String

        private init(_ name: String) { self.name = name }

        /// A text that is no amount of TAO.
        public static let invalidAmount = Code("invalidAmount")
        /// A name that is no known network and no `ws://` or `wss://` address.
        public static let unknownNetwork = Code("unknownNetwork")
        /// The node serves another kind of chain.
        public static let notSubtensor = Code("notSubtensor")
        /// The node serves another chain than the network's.
        public static let wrongChain = Code("wrongChain")
        /// The chain has no subnet of this number.
        public static let subnetMissing = Code("subnetMissing")
        /// The subnet has no incentive mechanism of this number.
        public static let mechanismMissing = Code("mechanismMissing")
        /// The runtime checks no work: `register` would burn TAO.
        public static let workNotChecked = Code("workNotChecked")
        /// The rules that were asked for do not exist on this runtime.
        public static let unsuitableRules = Code("unsuitableRules")
        /// The owner of the subnet has switched registration by work off, or another standing rule forbids it.
        public static let registrationNotAllowed = Code("registrationNotAllowed")
        /// The limit of registrations of this interval is used up.
        public static let tooManyRegistrations = Code("tooManyRegistrations")
        /// The hotkey belongs to another coldkey.
        public static let hotkeyOfAnotherColdkey = Code("hotkeyOfAnotherColdkey")
        /// The signing key is not the one that this runtime wants.
        public static let wrongSigner = Code("wrongSigner")
        /// The node has no hash for a block it announced.
        public static let noBlockHash = Code("noBlockHash")
        /// The chain has no difficulty for the subnet.
        public static let noDifficulty = Code("noDifficulty")
        /// As many attempts as allowed were stale or refused.
        public static let attemptsUsedUp = Code("attemptsUsedUp")
        /// The chain refused the extrinsic, or carried it out with an error; the reason names it.
        public static let refusedByChain = Code("refusedByChain")
        /// The chain reports success, but its storage does not say the same.
        public static let notVerified = Code("notVerified")
        /// The runtime was built without a faucet.
        public static let noFaucet = Code("noFaucet")
        /// The balance does not cover amount and fee.
        public static let insufficientBalance = Code("insufficientBalance")
        /// An option outside of what it can be.
        public static let invalidOption = Code("invalidOption")
        /// The runtime has no such call; the reason says what replaced it.
        public static let callMissing = Code("callMissing")
        /// The hotkey is not registered on the subnet.
        public static let notRegistered = Code("notRegistered")
        /// The hotkey is registered on the subnet already.
        public static let alreadyRegistered = Code("alreadyRegistered")
        /// The stake does not cover the amount.
        public static let insufficientStake = Code("insufficientStake")
        /// A trade would move the price further than is tolerated: nothing was sent.
        public static let priceMoved = Code("priceMoved")
        /// Weights that the chain does not take.
        public static let invalidWeights = Code("invalidWeights")
        /// The clocks of this machine and of the chain are far apart.
        public static let wrongClock = Code("wrongClock")
        /// It shall be encrypted until its block, and the chain does not take that, or announces no key for it. Nothing was signed.
        public static let shieldUnavailable = Code("shieldUnavailable")
        /// It shall be sent openly, and is sent encrypted only. Nothing was signed.
        public static let shieldRequired = Code("shieldRequired")
        /// The key that signs does not own what the call is about.
        public static let notOwner = Code("notOwner")
        /// The chain takes it only some blocks later; the reason says how many.
        public static let tooSoon = Code("tooSoon")
        /// The account that signs may not act for the other one: it is no proxy of it, or of a kind that does not allow this.
        public static let notProxy = Code("notProxy")
        /// A proxy with a delay has not announced the call.
        public static let notAnnounced = Code("notAnnounced")
        /// Members and threshold that make no account of several keys, or a signer who is no member.
        public static let invalidMultisig = Code("invalidMultisig")
        /// The member has approved it before, and others have to.
        public static let alreadyApproved = Code("alreadyApproved")
        /// It is announced or approved, and not carried out yet.
        public static let notCarriedOutYet = Code("notCarriedOutYet")
        /// The chain carried it out, and what came of it could not be read.
        public static let outcomeUnread = Code("outcomeUnread")
        /// A saved file that is missing, or not as it was saved.
        public static let damagedFile = Code("damagedFile")
        /// A file that cannot be written.
        public static let fileNotWritten = Code("fileNotWritten")
    }

    public let code: Code
    public let reason: String
    public let origin: ErrorOrigin
    /// The extrinsic that was signed and may have left; nil when nothing was. The reason names it too.
    public let submission: SubmissionTrace?
    /// The block that carried it out, when one did.
    public let block: BlockNumber?

    /// - Parameters:
    ///   - submission: the extrinsic that was signed before; the reason ends with it.
    ///   - block: the block that holds it.
    public init(
        _ code: Code, _ reason: String, submission: SubmissionTrace? = nil, block: BlockNumber? = nil,
        fileID: StaticString = #fileID, line: UInt = #line
    ) {
        self.code = code
        origin = ErrorOrigin(fileID: fileID, line: line)
        self.submission = submission
        self.block = block
        let trace = submission.map { trace in
            block.map { "extrinsic \(trace.hash), nonce \(trace.nonce), in block \($0)" } ?? "\(trace)"
        }
        self.reason = trace.map { "\(reason.hasSuffix(".") ? reason.dropLast() : reason[...]); \($0)" } ?? reason
    }
}
