// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient

extension TransactionFault {
    /// The runtime's `TransactionValidityError`.
    var validityError: ScaleValue {
        guard self != .cannotLookup else { return .variant("Unknown", .variant("CannotLookup", [])) }
        let cases: [TransactionFault: String] = [
            .call: "Call", .payment: "Payment", .future: "Future", .stale: "Stale", .badProof: "BadProof",
            .ancientBirthBlock: "AncientBirthBlock", .exhaustsResources: "ExhaustsResources", .badSigner: "BadSigner",
        ]
        if let name = cases[self] { return .variant("Invalid", .variant(name, [])) }
        // What has no code of its own is a bad request.
        let code = data.flatMap { $0.split(separator: " ").last }.flatMap { UInt8($0) }
        return .variant("Invalid", .variant("Custom", .number(code ?? 255)))
    }
}

extension LocalRuntime {
    /// A refusal as `system_dryRun` answers it: `Err(TransactionValidityError)`, which the check of an extrinsic's validity
    /// ends with too.
    func encodedRefusal(_ fault: TransactionFault) -> [UInt8] {
        guard let type = functions[TransactionQueueAPI.validation]?.method.output,
            let bytes = try? metadata.types.encode(.variant("Err", fault.validityError), as: type)
        else { preconditionFailure("\(TransactionQueueAPI.validation) answers with a TransactionValidityError") }
        return bytes
    }
}
