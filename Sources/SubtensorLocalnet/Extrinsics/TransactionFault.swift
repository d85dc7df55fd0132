// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC

/// Why the transaction pool does not take an extrinsic, with the codes and words of a real node.
struct TransactionFault: Error, Hashable, Sendable {
    let code: Int64
    let message: String
    let data: String?

    var rpcFault: RPCFault { RPCFault(code: code, message: message, data: data.map { .string($0) }) }

    /// Whether the runtime judged it, rather than failing to read it.
    var isAboutValidity: Bool { code == 1010 || code == 1011 }

    static func badFormat(_ why: String) -> TransactionFault {
        TransactionFault(code: 1001, message: "Extrinsic has invalid format: \(why)", data: nil)
    }

    /// `InvalidTransaction::Custom`.
    static func custom(_ number: UInt8) -> TransactionFault { invalid("Custom error: \(number)") }

    static let badProof = invalid("Transaction has a bad signature")
    static let payment = invalid("Inability to pay some fees (e.g. account balance too low)")
    static let stale = invalid("Transaction is outdated")
    static let future = invalid("Transaction will be valid in the future")
    static let ancientBirthBlock = invalid("Transaction has an ancient birth block")
    static let badSigner = invalid("Invalid signing address")
    static let exhaustsResources = invalid("Transaction would exhaust the block limits")
    static let call = invalid("Transaction call is not expected")

    /// `UnknownTransaction::CannotLookup`: the runtime lacks what it needs to judge.
    static let cannotLookup = TransactionFault(
        code: 1011, message: "Unknown Transaction Validity",
        data: "Could not lookup information required to validate the transaction")

    static let alreadyImported = TransactionFault(code: 1013, message: "Transaction Already Imported", data: nil)
    static let priorityTooLow = TransactionFault(
        code: 1014, message: "Priority is too low",
        data: "The transaction has too low priority to replace another transaction already in the pool.")
    static let poolFull = TransactionFault(
        code: 1016, message: "Immediately Dropped",
        data: "The transaction couldn't enter the pool because of the limit")

    private static func invalid(_ data: String) -> TransactionFault {
        TransactionFault(code: 1010, message: "Invalid Transaction", data: data)
    }
}
