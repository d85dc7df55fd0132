// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC

extension Localnet {
    /// Runs one of the functions that the chain's runtime has.
    func runtimeCall(_ name: String, _ arguments: [UInt8], at hash: Hash256?) async throws(RPCFault) -> [UInt8] {
        try await reading(at: hash) { state throws(RPCFault) in
            try faulting { () throws(RuntimeFault) in try runtime.call(name, arguments, on: state) }
        }
    }

    func metadata(at hash: Hash256?) async throws(RPCFault) -> [UInt8] {
        try await reading(at: hash) { state throws(RPCFault) in
            try faulting { () throws(RuntimeFault) in try runtime.metadata(on: state) }
        }
    }

    func runtimeVersion(at hash: Hash256?) async throws(RPCFault) -> JSONValue {
        try await reading(at: hash, versionJSON)
    }

    func versionJSON(_ state: BlockState) throws(RPCFault) -> JSONValue {
        try faulting { () throws(RuntimeFault) in try runtime.version(on: state).json }
    }

    /// The nonce of the account's next extrinsic, those in the pool counted in.
    func nextNonce(of account: AccountID) async throws(RPCFault) -> UInt32 {
        let bytes = try await runtimeCall("AccountNonceApi_account_nonce", account.bytes, at: nil)
        guard var nonce = try? UInt32(scale: bytes) else {
            throw RPCFault(RuntimeFault.failed("AccountNonceApi_account_nonce answers what is no nonce"))
        }
        // Every runtime calls the use of a nonce by the account and the number.
        while nonce < .max, pool.provides(account.bytes + nonce.scaleEncoded) { nonce += 1 }
        return nonce
    }
}

/// Asks the runtime, and turns its failure into the node's.
func faulting<Answer>(_ body: () throws(RuntimeFault) -> Answer) throws(RPCFault) -> Answer {
    do throws(RuntimeFault) { return try body() } catch { throw RPCFault(error) }
}

extension RPCFault {
    /// As a node tells that its runtime has failed.
    init(_ fault: RuntimeFault) {
        if case .transaction(let fault) = fault {
            self = fault.rpcFault
        } else {
            self.init(code: 4003, message: "Client error: Execution failed: Other: \(fault.reason)")
        }
    }
}
