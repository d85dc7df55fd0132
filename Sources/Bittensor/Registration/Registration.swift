public import ProofOfWork
public import SubstratePrimitives

/// A registration that was verified on the chain.
public struct Registration: Hashable, Sendable {
    public let netuid: NetUID
    /// The neuron's place on the subnet.
    public let uid: UInt16
    public let keys: WorkKeys
    /// How it came about; nil when the hotkey was registered already.
    public let proof: Proof?

    /// The work behind a registration, and where it went.
    public struct Proof: Hashable, Sendable {
        public let rules: RulesOfWork
        public let solution: POWSolution
        public let work: WorkDone
        public let extrinsicHash: Hash256
        /// The block that includes the extrinsic.
        public let blockHash: Hash256
    }

    public init(netuid: NetUID, uid: UInt16, keys: WorkKeys, proof: Proof?) {
        self.netuid = netuid
        self.uid = uid
        self.keys = keys
        self.proof = proof
    }

    /// Whether the hotkey was on the subnet before anything was sent.
    public var wasAlreadyRegistered: Bool { proof == nil }
}
