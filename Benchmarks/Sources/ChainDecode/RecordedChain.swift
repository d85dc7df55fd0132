// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubtensorClient

/// What Tests/Vectors recorded of the main network.
struct RecordedChain {
    /// Metadata of version 15 as the runtime answers it.
    let metadataAnswer: [UInt8]
    /// The same runtime's metadata of version 14.
    let metadata14: [UInt8]
    /// The answer of `get_subnet_state`, 223 KB, and its type.
    let state: [UInt8]
    let stateType: TypeID

    private struct Answers: Decodable {
        struct Call: Decodable {
            let method: String
            let result: String
            let output_type: UInt32
        }

        let recorded_calls: [Call]
    }

    init(vectors: String) throws {
        func read(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: vectors + "/" + name)) }
        metadataAnswer = [UInt8](try read("metadata/metadata-v15-spec343.option-opaque.bin"))
        metadata14 = [UInt8](try read("metadata/metadata-v14-spec343.bin"))
        let answers = try JSONDecoder().decode(Answers.self, from: try read("runtime_api_large.json"))
        guard let call = answers.recorded_calls.first(where: { $0.method == "get_subnet_state" }) else {
            throw CocoaError(.fileReadCorruptFile)
        }
        state = try [UInt8](hex: call.result)
        stateType = TypeID(call.output_type)
    }

    /// The sum that the peers make of the same answer.
    static func checksum(_ state: SubnetState) -> UInt64 {
        state.emission.reduce(0) { $0 + $1.rao } + state.lastUpdate.reduce(0) { $0 + $1.rawValue }
            + state.incentives.reduce(0) { $0 + UInt64($1.rawValue) }
            + state.blockAtRegistration.reduce(0) { $0 + $1.rawValue }
    }

    static func checksum(_ option: ScaleValue) -> UInt64 {
        guard let state = option[0] else { return 0 }
        return ["emission", "last_update", "incentives", "block_at_registration"].reduce(0) { sum, name in
            (state[name]?.list ?? []).reduce(sum) { $0 + ($1.uint64 ?? 0) }
        }
    }
}
