// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateRuntime

/// A runtime of a real chain, by its file.
public enum RealRuntime: String, CaseIterable, Sendable, CustomStringConvertible {
    case dev293 = "dev293.json"
    case raonet218 = "raonet218.json"
    case local200 = "local200.json"
    case local181 = "local181.json"
    case code143 = "code143.txt"
    case testfinney103 = "testfinney103.json"

    public var description: String { rawValue }

    public var specVersion: UInt32 {
        switch self {
        case .dev293: 293
        case .raonet218: 218
        case .local200: 200
        case .local181: 181
        case .code143: 143
        case .testfinney103: 103
        }
    }

    /// How long a slot is, in milliseconds, as `AuraApi_slot_duration` has it.
    public var slotMilliseconds: UInt64 {
        switch self {
        case .raonet218: 3_000
        case .dev293, .local200, .local181: 1_000
        case .code143, .testfinney103: 12_000
        }
    }

    public func file() throws -> [UInt8] { try RuntimeFiles.bytes(rawValue) }

    public func specification() throws -> ChainSpecification { try ChainSpecification(file: try file()) }

    /// Whose first state it takes: another chain's where it is code alone.
    public var genesis: RealRuntime { self == .code143 ? .testfinney103 : self }

    /// The runtime and the state before its first block.
    public func chain() throws -> (code: RuntimeCode, state: GenesisState) {
        let code = try RuntimeCode(try specification().code)
        guard genesis != self else { return (code, try specification().genesisState(builtBy: code)) }
        var state = try genesis.chain().state
        state.top[GenesisState.codeKey] = code.bytes
        return (code, state)
    }
}
