import ScaleCodec
import SubstrateClient
import SubstratePrimitives

extension Localnet {
    /// Runs one of the runtime API functions that this chain has.
    func runtimeCall(_ name: String, _ arguments: [UInt8], at hash: Hash256?) throws(RPCFault) -> [UInt8] {
        let number = try stateNumber(hash)
        do {
            switch name {
            case "AccountNonceApi_account_nonce":
                let state = StateOverlay(store: store, at: number)
                return state[SystemPallet.account, try AccountID(scale: arguments)].nonce.scaleEncoded
            case "Metadata_metadata":
                return runtime.metadataBytes.scaleEncoded
            case "Metadata_metadata_at_version":
                let versions = [UInt32(14): runtime.metadataBytes, 15: runtime.metadataBytes15]
                return versions[try UInt32(scale: arguments)].scaleEncoded
            case "Metadata_metadata_versions":
                return [UInt32(14), 15].scaleEncoded
            case "TransactionPaymentApi_query_info":
                return try feeInfo(arguments)
            default:
                throw Self.failed("Exported method \(excerpt(name)) is not found")
            }
        } catch let fault as RPCFault {
            throw fault
        } catch {
            throw Self.failed("\(name) cannot read its arguments: \(error)")
        }
    }

    /// `RuntimeDispatchInfo` of an extrinsic followed by its length: weight, class, fee.
    private func feeInfo(_ arguments: [UInt8]) throws -> [UInt8] {
        guard arguments.count > 4 else { throw Self.failed("the extrinsic is missing") }
        let extrinsic: SignedExtrinsic
        do {
            extrinsic = try SignedExtrinsic(Array(arguments.dropLast(4)), runtime: runtime)
        } catch {
            throw error.rpcFault
        }
        var writer = ScaleWriter()
        writer.write(compact: 0)
        writer.write(compact: 0)
        writer.write(byte: 0)  // DispatchClass::Normal
        writer.write(integer: nextExecution().fee(of: extrinsic))
        return writer.bytes
    }

    private static func failed(_ why: String) -> RPCFault {
        RPCFault(code: 4003, message: "Client error: Execution failed: Other: \(why)")
    }
}
