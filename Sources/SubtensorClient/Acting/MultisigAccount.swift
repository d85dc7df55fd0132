// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
public import SubstratePrimitives

/// An account of several keys: it acts once enough of its members agree.
public struct MultisigAccount: Hashable, Sendable {
    /// In the order of their bytes, as the chain takes them.
    public let members: [AccountID]
    /// How many of them have to agree.
    public let threshold: UInt16
    /// The account that they have together.
    public let account: AccountID

    /// The most members that an account can have.
    public static let mostMembers = 100

    /// - Throws: `invalidMultisig` for fewer than two members or more than a hundred, for one that is named twice, and for
    ///   a threshold that nobody or not even all of them can reach.
    public init(members: [AccountID], threshold: UInt16) throws(BittensorError) {
        let sorted = members.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
        if let twice = zip(sorted, sorted.dropFirst()).first(where: { $0 == $1 }) {
            throw BittensorError(.invalidMultisig, "\(twice.0) is named twice: name each member once")
        }
        guard (2...Self.mostMembers).contains(members.count) else {
            throw BittensorError(
                .invalidMultisig,
                "an account of several keys has 2 to \(Self.mostMembers) members, not \(members.count)")
        }
        guard threshold > 0, Int(threshold) <= members.count else {
            throw BittensorError(
                .invalidMultisig,
                "\(threshold) of \(members.count) members cannot agree: give a threshold from 1 to \(members.count)")
        }
        self.members = sorted
        self.threshold = threshold
        account = .multisig(of: sorted, threshold: threshold)
    }

    /// The members but one, as calls of the chain name them.
    func others(than member: AccountID) throws(BittensorError) -> [AccountID] {
        guard members.contains(member) else {
            throw BittensorError(
                .invalidMultisig,
                "\(member) is no member of \(account): one of \(members.map(\.description).joined(separator: ", ")) "
                    + "has to sign")
        }
        return members.filter { $0 != member }
    }
}

extension MultisigAccount: CustomStringConvertible {
    public var description: String { "\(threshold) of \(members.count), \(account)" }
}
