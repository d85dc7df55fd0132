// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import TestVectors
import Timelock

let vectors = VectorFile("timelock.json")

extension DrandBeacon {
    /// A beacon of the vectors by the name of its key: quicknet, or the one whose secret they tell.
    static func named(_ name: String) throws -> DrandBeacon {
        guard name == "test" else { return .quicknet }
        return try DrandBeacon(
            publicKey: vectors.root["test_key"]["public_key"].bytes, genesis: quicknet.genesis, period: quicknet.period)
    }
}

extension Vector {
    /// A number, which JSON may write without a fraction.
    var double: Double {
        switch self {
        case .number(let value): value
        case .integer(let value): Double(value)
        case .string(let text): Double(text) ?? .nan
        default: .nan
        }
    }
}
