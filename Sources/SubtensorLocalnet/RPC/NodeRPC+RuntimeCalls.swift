// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC

extension Localnet {
    /// Runs one of the runtime API functions that this chain has.
    func runtimeCall(_ name: String, _ arguments: [UInt8], at hash: Hash256?) throws(RPCFault) -> [UInt8] {
        let number = try stateNumber(hash)
        guard let (method, answer) = runtime.functions[name] else {
            throw Self.failed("Exported method \(excerpt(name)) is not found")
        }
        let execution = Execution(
            runtime: runtime, block: number, state: StateOverlay(store: store, at: number))
        do {
            let types = runtime.metadata.types
            let value = try answer(execution, try FunctionArguments(arguments, of: method, types: types))
            return try types.encode(value, as: method.output)
        } catch let fault as TransactionFault {
            throw fault.rpcFault
        } catch let error as ScaleError {
            throw Self.failed("\(name) cannot read its arguments: \(error.reason)")
        } catch {
            throw Self.failed("\(name): \(error)")
        }
    }

    private static func failed(_ why: String) -> RPCFault {
        RPCFault(code: 4003, message: "Client error: Execution failed: Other: \(why)")
    }
}
