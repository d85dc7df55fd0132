// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC

extension Localnet {
    /// Runs one of the functions that the chain's runtime has.
    func runtimeCall(_ name: String, _ arguments: [UInt8], at hash: Hash256?) throws(RPCFault) -> [UInt8] {
        let state = try state(at: hash)
        do {
            return try runtime.call(name, arguments, on: state)
        } catch {
            throw error.rpcFault
        }
    }

    func metadata(at hash: Hash256?) throws(RPCFault) -> [UInt8] {
        let state = try state(at: hash)
        do {
            return try runtime.metadata(on: state)
        } catch {
            throw error.rpcFault
        }
    }

    func runtimeVersion(at hash: Hash256?) throws(RPCFault) -> JSONValue {
        let state = try state(at: hash)
        do {
            return try runtime.version(on: state).json
        } catch {
            throw error.rpcFault
        }
    }

    /// The nonce of the account's next extrinsic, those in the pool counted in.
    func nextNonce(of account: AccountID) throws(RPCFault) -> UInt32 {
        let bytes = try runtimeCall("AccountNonceApi_account_nonce", account.bytes, at: nil)
        guard var nonce = try? UInt32(scale: bytes) else {
            throw RuntimeFault.failed("AccountNonceApi_account_nonce answers what is no nonce").rpcFault
        }
        // Every runtime calls the use of a nonce by the account and the number.
        while nonce < .max, pool.provides(account.bytes + nonce.scaleEncoded) { nonce += 1 }
        return nonce
    }
}

extension RuntimeFault {
    var rpcFault: RPCFault {
        if case .transaction(let fault) = self { return fault.rpcFault }
        return RPCFault(code: 4003, message: "Client error: Execution failed: Other: \(reason)")
    }
}
