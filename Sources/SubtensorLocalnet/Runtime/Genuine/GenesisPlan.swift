// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
import SubstrateClient
public import SubstratePrimitives
public import SubstrateRuntime

/// What is to be otherwise in the state that a chain begins with.
///
/// Written into it by what the runtime's own metadata says of its storage, so that it suits the runtime of any time.
///
/// ```swift
/// import SubstrateRuntime
///
/// /// A first state in which an account has 1,000 TAO, and anybody may register by work on subnet 1.
/// func genesis(
///     of specification: ChainSpecification, _ code: RuntimeCode, endowing account: AccountID
/// ) throws -> GenesisState {
///     var plan = GenesisPlan()
///     plan.endowments[account] = 1_000_000_000_000
///     plan.openSubnets[1] = 10_000
///     return try plan.applied(to: specification.genesisState(builtBy: code), of: code)
/// }
/// ```
public struct GenesisPlan: Sendable {
    /// The free balance of accounts, in rao.
    public var endowments: [AccountID: UInt64]
    /// Who may use the pallet Sudo; nil leaves it to whom the genesis names.
    public var sudoKey: AccountID?
    /// Subnets on which anybody may register by work, with the difficulty, which stays. Those that are not there are made.
    public var openSubnets: [NetUID: UInt64]
    /// Entries of the state as they are to stand there after all else; nil for those that are to be gone.
    public var storage: [(key: [UInt8], value: [UInt8]?)]

    public init(
        endowments: [AccountID: UInt64] = [:], sudoKey: AccountID? = nil, openSubnets: [NetUID: UInt64] = [:],
        storage: [(key: [UInt8], value: [UInt8]?)] = []
    ) {
        self.endowments = endowments
        self.sudoKey = sudoKey
        self.openSubnets = openSubnets
        self.storage = storage
    }

    var isEmpty: Bool { endowments.isEmpty && sudoKey == nil && openSubnets.isEmpty && storage.isEmpty }

    /// The state as planned. A chain that nobody could make blocks for gets `//Alice` as its author, whatever the plan.
    ///
    /// - Parameters:
    ///   - state: What a specification says, or the runtime builds.
    ///   - code: The runtime that is to go on from there.
    /// - Throws: ``LocalnetError`` with the code `genesisRefused` for what this runtime or this state has no room for.
    public func applied(to state: GenesisState, of code: RuntimeCode) throws(LocalnetError) -> GenesisState {
        var editor = try GenesisEditor(state, of: code)
        try editor.seatAuthor()
        try carryOut(&editor)
        return GenesisState(top: editor.state.changes.top.compactMapValues(\.self), children: state.children)
    }

    /// What the plan changes in a state that a runtime has made.
    func changes(on state: any StateSource, of code: RuntimeCode) throws(LocalnetError) -> StorageChanges {
        guard !isEmpty else { return StorageChanges() }
        var editor = try GenesisEditor(over: state, of: code)
        try carryOut(&editor)
        return editor.state.changes
    }

    private func carryOut(_ editor: inout GenesisEditor) throws(LocalnetError) {
        if let sudoKey { try editor.setSudoKey(sudoKey) }
        for (account, balance) in endowments.sorted(by: { $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) }) {
            try editor.endow(account, with: balance)
        }
        for (netuid, difficulty) in openSubnets.sorted(by: { $0.key < $1.key }) {
            try editor.openSubnet(netuid, difficulty: difficulty, owner: sudoKey)
        }
        for (key, value) in storage { try editor.set(value, at: key) }
    }
}
