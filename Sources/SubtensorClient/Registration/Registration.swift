// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ProofOfWork
public import SubstratePrimitives

/// A registration that was verified on the chain.
public struct Registration: Hashable, Sendable {
    public let netuid: NetUID
    /// The neuron's place on the subnet.
    public let uid: UInt16
    public let keys: WorkKeys
    /// The work it was registered by; nil when it was none.
    public let proof: Proof?
    public let outcome: Outcome

    /// How a hotkey came to be registered.
    public enum Outcome: Hashable, Sendable {
        /// By what was sent here.
        case registered
        /// It was before anything was sent.
        case alreadyRegistered
        /// By another registration that came first while this one was under way. What was sent here, if anything, did
        /// nothing; a fee may have been paid for it.
        case overtaken
    }

    /// The work behind a registration, and where it went.
    public struct Proof: Hashable, Sendable {
        public let rules: RulesOfWork
        public let solution: POWSolution
        public let work: WorkDone
        public let extrinsicHash: Hash256
        /// The block that includes the extrinsic.
        public let blockHash: Hash256
    }

    /// - Parameter outcome: nil means registered when there is a proof, and already registered when there is none.
    public init(netuid: NetUID, uid: UInt16, keys: WorkKeys, proof: Proof?, outcome: Outcome? = nil) {
        self.outcome = outcome ?? (proof == nil ? .alreadyRegistered : .registered)
        self.netuid = netuid
        self.uid = uid
        self.keys = keys
        self.proof = proof
    }

    /// Whether the hotkey is on the subnet by something else than what was sent here.
    public var wasAlreadyRegistered: Bool { outcome != .registered }
}
