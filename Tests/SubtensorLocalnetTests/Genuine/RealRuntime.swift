// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import SubstrateRuntime
import TestVectors
import Testing

/// A runtime of a real chain, and the state that it begins with. None of them is in the repository: where the folder is not there, the
/// tests that need it are skipped and say so.
enum RealRuntime: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case dev293 = "dev293.json"
    case raonet218 = "raonet218.json"
    case local200 = "local200.json"
    case local181 = "local181.json"
    case code143 = "code143.txt"
    case testfinney103 = "testfinney103.json"

    var testDescription: String { rawValue }

    static let folder = RuntimeFiles.folder
    static let missing = Comment(rawValue: RuntimeFiles.missing)

    /// How long a slot is, in milliseconds, as `AuraApi_slot_duration` has it.
    var slotMilliseconds: UInt64 {
        switch self {
        case .raonet218: 3_000
        case .dev293, .local200, .local181: 1_000
        case .code143, .testfinney103: 12_000
        }
    }

    func file() throws -> [UInt8] {
        try RuntimeFiles.bytes(rawValue)
    }

    func specification() throws -> ChainSpecification { try ChainSpecification(file: try file()) }

    /// The runtime and the state before its first block; code alone goes over another chain's.
    func chain() throws -> (code: RuntimeCode, state: GenesisState) {
        let specification = try specification()
        let code = try RuntimeCode(specification.code)
        if case .none = specification.genesis {
            var state = try Self.testfinney103.chain().state
            state.top[GenesisState.codeKey] = specification.code
            return (code, state)
        }
        return (code, try specification.genesisState(builtBy: code))
    }
}
