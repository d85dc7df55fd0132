// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstrateClient

extension BlockExtrinsic {
    /// What it cost, as the block tells.
    var fee: CellValue {
        let paid = events.last { $0.matches("TransactionPayment", "TransactionFeePaid") }
        return (paid?["actual_fee"] ?? paid?[1])?.uint64.map { .tao(Balance(rao: $0)) } ?? .none
    }

    /// What came of it: `success`, or the name of the error.
    var result: CellValue {
        switch ending {
        case .succeeded: CellValue("success", text: "success", style: .success)
        case .failedInside(let failure):
            CellValue(.string(failure.name), text: "inside: \(failure)".printable, style: .failure)
        case .failed(let failure): CellValue(.string(failure.name), text: "\(failure)".printable, style: .failure)
        case nil: .none
        }
    }
}
