// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// What people write on one chain that its types do not tell: names in place of accounts, money with its unit.
public struct Spellings: Sendable {
    /// The account that a text stands for.
    public var account: @Sendable (String) throws(ScaleError) -> AccountID
    /// What ``account`` takes, as the end of a sentence.
    public var accounts: String
    /// An account for people.
    public var name: @Sendable (AccountID) -> String
    /// The money that an integer counts, by the name of the field and its type in the chain's source; nil for what is none.
    public var money: @Sendable (_ field: String?, _ typeName: String?) -> Money?

    public init(
        accounts: String = "an address, or 0x and 64 hex digits",
        account: @escaping @Sendable (String) throws(ScaleError) -> AccountID = Self.address,
        name: @escaping @Sendable (AccountID) -> String = { $0.ss58() },
        money: @escaping @Sendable (_ field: String?, _ typeName: String?) -> Money? = { _, _ in nil }
    ) {
        self.name = name
        self.account = account
        self.accounts = accounts
        self.money = money
    }

    /// Addresses and plain numbers, as any chain has them.
    public static let plain = Spellings()

    /// The account of an SS58 address or of 64 hex digits.
    public static let address: @Sendable (String) throws(ScaleError) -> AccountID = { text throws(ScaleError) in
        do throws(PrimitivesError) {
            return try AccountID(parsing: text)
        } catch {
            throw ScaleError(.mismatch, error.reason)
        }
    }

    /// An integer that counts the smallest unit of something.
    public struct Money: Sendable {
        /// What an amount looks like, such as `1.5tao`.
        public let example: String
        /// The name of the smallest unit, such as `rao`.
        public let smallest: String
        /// How many of the smallest unit a text means, whose number counts whole ones unless it names its unit.
        public let amount: @Sendable (String) throws(ScaleError) -> UInt64
        /// So many of the smallest unit, for people.
        public let text: @Sendable (UInt64) -> String

        public init(
            example: String, smallest: String,
            amount: @escaping @Sendable (String) throws(ScaleError) -> UInt64,
            text: @escaping @Sendable (UInt64) -> String
        ) {
            self.example = example
            self.smallest = smallest
            self.amount = amount
            self.text = text
        }
    }
}
