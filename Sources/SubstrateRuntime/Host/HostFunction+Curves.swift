// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BLS12381
import ScaleCodec

extension HostFunction {
    /// The pairing-friendly curve BLS12-381, of which a runtime that checks a beacon's pulses has its node compute the slow parts
    /// (`sp-crypto-ec-utils`).
    static let curves: [HostFunction] = [
        HostFunction("ext_host_calls_bls12_381_multi_miller_loop_version_1", "II:I") {
            call, slots throws(RuntimeError) in
            let (first, second) = (try call.bytes(slots[0]), try call.bytes(slots[1]))
            try call.spend(HostCall.pairingWork * (1 + first.count / 96))
            slots.answer(try call.putResult { () throws(BLSError) in try ArkworksCalls.multiMillerLoop(first, second) })
        },
        HostFunction("ext_host_calls_bls12_381_final_exponentiation_version_1", "I:I") {
            call, slots throws(RuntimeError) in
            let value = try call.bytes(slots[0])
            try call.spend(HostCall.pairingWork)
            slots.answer(try call.putResult { () throws(BLSError) in try ArkworksCalls.finalExponentiation(value) })
        },
        HostFunction("ext_host_calls_bls12_381_mul_projective_g1_version_1", "II:I") {
            call, slots throws(RuntimeError) in
            let (base, factor) = (try call.bytes(slots[0]), try call.bytes(slots[1]))
            try call.spend(HostCall.multiplicationWork * (1 + factor.count))
            slots.answer(try call.putResult { () throws(BLSError) in try ArkworksCalls.multiply(g1: base, by: factor) })
        },
        HostFunction("ext_host_calls_bls12_381_mul_projective_g2_version_1", "II:I") {
            call, slots throws(RuntimeError) in
            let (base, factor) = (try call.bytes(slots[0]), try call.bytes(slots[1]))
            try call.spend(HostCall.multiplicationWork * (1 + factor.count))
            slots.answer(try call.putResult { () throws(BLSError) in try ArkworksCalls.multiply(g2: base, by: factor) })
        },
    ]
}

extension HostCall {
    fileprivate static let pairingWork = 10_000_000
    /// For each byte of the factor.
    fileprivate static let multiplicationWork = 200_000

    /// `Result<Vec<u8>, ()>` of what `body` computes.
    fileprivate func putResult(_ body: () throws(BLSError) -> [UInt8]) throws(RuntimeError) -> UInt64 {
        guard let bytes = try? body() else { return try putPacked([1]) }
        return try putPacked([0] + bytes.scaleEncoded)
    }
}
