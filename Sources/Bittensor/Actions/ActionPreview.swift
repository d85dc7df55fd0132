public import SubstrateClient
public import SubstratePrimitives

/// What an action would do, what it costs, who signs it, and where: to be shown before anyone says yes.
public struct ActionPreview: Hashable, Sendable {
    /// One line: what it is about, and what it will be.
    public struct Effect: Hashable, Sendable, CustomStringConvertible {
        public let label: String
        public let value: String

        public init(_ label: String, _ value: some CustomStringConvertible) {
            self.label = label
            self.value = "\(value)"
        }

        public var description: String { "\(label): \(value)" }
    }

    /// What a person calls the action.
    public let action: String
    /// What the node calls its chain, such as `Bittensor`.
    public let chain: String
    public let specVersion: UInt32
    /// The block on whose state everything was checked.
    public let block: BlockNumber
    /// What would be sent.
    public let call: Call
    /// The call's encoding, as a hardware signer shows it.
    public let callBytes: [UInt8]
    public let signer: AccountID
    /// Which key of a wallet the signer is.
    public let role: SigningRole
    /// What the action does.
    public let effects: [Effect]
    /// What it takes from the signer's free balance, the fee aside.
    public let cost: Balance
    /// What the runtime asks for carrying it out.
    public let fee: Balance
    /// The signer's free balance before.
    public let balance: Balance

    /// The signer's free balance after.
    public var balanceAfter: Balance { Balance(rao: balance.rao - min(balance.rao, (cost + fee).rao)) }

    /// Everything as lines, for a program that prints them and asks.
    public var lines: [Effect] {
        [Effect("Action", action)] + effects
            + [
                Effect("Signed by", "\(signer) (\(role.rawValue))"),
                Effect("Network", "\(chain), runtime \(specVersion)"),
                Effect("Cost", cost), Effect("Fee", fee), Effect("Balance", "\(balance) → \(balanceAfter)"),
            ]
    }
}

extension ActionPreview: CustomStringConvertible {
    public var description: String { lines.map(\.description).joined(separator: "\n") }
}
