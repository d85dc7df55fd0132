// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec

/// `TransactionValidityError`, whose encoding is the same on all chains.
extension TransactionFault: ScaleDecodable {
    init(from reader: inout ScaleReader) throws(ScaleError) {
        let (isUnknown, number) = (try Bool(from: &reader), try reader.readByte())
        self =
            switch (isUnknown, number) {
            case (false, Self.customInvalid): .custom(try reader.readByte())
            case (true, Self.customUnknown): .customUnknown(try reader.readByte())
            case (true, 0): .cannotLookup
            case (true, 1): .unknown(1, "Could not find an unsigned validator for the unsigned transaction")
            case (true, _): .unknown(number, "Unknown transaction \(number)")
            case (false, _): Self.invalid(number)
            }
    }

    private static func invalid(_ number: UInt8) -> TransactionFault {
        let known: [TransactionFault] = [
            .call, .payment, .future, .stale, .badProof, .ancientBirthBlock, .exhaustsResources, .badSigner,
            .invalid(8, "A call was labelled as mandatory, but resulted in an Error."),
            .invalid(9, "Transaction dispatch is mandatory; transactions must not be validated."),
            .invalid(11, "The implicit data was unable to be calculated"),
            .invalid(12, "The transaction extension did not authorize any origin"),
        ]
        return known.first { $0.validity == [0, number] } ?? .invalid(number, "Invalid transaction \(number)")
    }

    /// A refusal as `system_dryRun` answers it: `Err(TransactionValidityError)`. What was not judged is a bad request, which has a
    /// number of its own in no runtime.
    var refusal: [UInt8] { [1] + (validity ?? [0, Self.customInvalid, 255]) }
}
