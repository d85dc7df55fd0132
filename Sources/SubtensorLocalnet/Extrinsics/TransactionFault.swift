// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC

/// Why the transaction pool does not take an extrinsic, with the codes and words of a real node.
struct TransactionFault: Error, Hashable, Sendable {
    let code: Int64
    let message: String
    let data: String?
    /// The runtime's encoded `TransactionValidityError`; nil when it did not come to judge.
    let validity: [UInt8]?

    private init(code: Int64, _ message: String, data: String? = nil, validity: [UInt8]? = nil) {
        self.code = code
        self.message = message
        self.data = data
        self.validity = validity
    }

    var rpcFault: RPCFault { RPCFault(code: code, message: message, data: data.map { .string($0) }) }

    // MARK: - What the node says

    static func badFormat(_ why: String) -> TransactionFault {
        TransactionFault(code: 1001, "Extrinsic has invalid format: \(why)")
    }

    /// The runtime was stopped, or answered what it must not.
    static func unanswered(_ why: String) -> TransactionFault {
        TransactionFault(code: 1002, "Verification Error: Runtime error: \(why)", data: "RuntimeApi(\(why))")
    }

    static let banned = TransactionFault(code: 1012, "Transaction is temporarily banned")
    static let alreadyImported = TransactionFault(code: 1013, "Transaction Already Imported")
    static let priorityTooLow = TransactionFault(
        code: 1014, "Priority is too low",
        data: "The transaction has too low priority to replace another transaction already in the pool.")
    static let poolFull = TransactionFault(
        code: 1016, "Immediately Dropped", data: "The transaction couldn't enter the pool because of the limit")

    static let noTags = TransactionFault(
        code: 1019, "No tags provided",
        data: "The transaction does not provide any tags, so the pool can't identify it.")

    // MARK: - What the runtime says

    static let call = invalid(0, "Transaction call is not expected")
    static let payment = invalid(1, "Inability to pay some fees (e.g. account balance too low)")
    static let future = invalid(2, "Transaction will be valid in the future")
    static let stale = invalid(3, "Transaction is outdated")
    static let badProof = invalid(4, "Transaction has a bad signature")
    static let ancientBirthBlock = invalid(5, "Transaction has an ancient birth block")
    static let exhaustsResources = invalid(6, "Transaction would exhaust the block limits")
    static let badSigner = invalid(10, "Invalid signing address")

    /// `InvalidTransaction::Custom`.
    static func custom(_ number: UInt8) -> TransactionFault {
        TransactionFault(
            code: 1010, "Invalid Transaction", data: "Custom error: \(number)", validity: [0, customInvalid, number])
    }

    /// `UnknownTransaction::CannotLookup`: the runtime lacks what it needs to judge.
    static let cannotLookup = unknown(0, "Could not lookup information required to validate the transaction")

    /// `UnknownTransaction::Custom`.
    static func customUnknown(_ number: UInt8) -> TransactionFault {
        TransactionFault(
            code: 1011, "Unknown Transaction Validity", data: "Custom unknown: \(number)",
            validity: [1, customUnknown, number])
    }

    static let customInvalid: UInt8 = 7
    static let customUnknown: UInt8 = 2

    /// `InvalidTransaction` by number.
    static func invalid(_ number: UInt8, _ data: String) -> TransactionFault {
        TransactionFault(code: 1010, "Invalid Transaction", data: data, validity: [0, number])
    }

    /// `UnknownTransaction` by number.
    static func unknown(_ number: UInt8, _ data: String) -> TransactionFault {
        TransactionFault(code: 1011, "Unknown Transaction Validity", data: data, validity: [1, number])
    }
}
