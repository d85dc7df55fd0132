// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Accounts of several keys, which act once enough of them agree.
enum MultisigPallet {
    static let name = "Multisig"

    static let operations = OptionalStorageItem(
        name, "Multisigs", [.twox64Concat: "AccountId32", .blake2_128Concat: "[u8; 32]"], "Multisig",
        of: WaitingCall.self)

    static let depositBase: UInt64 = 132_000_000
    static let depositFactor: UInt64 = 32_000_000
    static let maximumSignatories = 100

    static let declaration = PalletDeclaration(
        name: name, index: 13, storage: [operations.declaration],
        calls: [
            CallDeclaration(
                "as_multi_threshold_1", 0, ["other_signatories": "Vec<AccountId32>", "call": "RuntimeCall"]
            ) { try $0.asMultiThreshold1($1) },
            CallDeclaration(
                "as_multi", 1,
                [
                    "threshold": "u16", "other_signatories": "Vec<AccountId32>",
                    "maybe_timepoint": "Option<Timepoint>", "call": "RuntimeCall", "max_weight": "Weight",
                ]
            ) { try $0.asMulti($1) },
            CallDeclaration(
                "approve_as_multi", 2,
                [
                    "threshold": "u16", "other_signatories": "Vec<AccountId32>",
                    "maybe_timepoint": "Option<Timepoint>", "call_hash": "[u8; 32]", "max_weight": "Weight",
                ]
            ) { try $0.approveAsMulti($1) },
            CallDeclaration(
                "cancel_as_multi", 3,
                [
                    "threshold": "u16", "other_signatories": "Vec<AccountId32>", "timepoint": "Timepoint",
                    "call_hash": "[u8; 32]",
                ]
            ) { try $0.cancelAsMulti($1) },
        ],
        events: [
            .named(
                "NewMultisig", 0, ["approving": "AccountId32", "multisig": "AccountId32", "call_hash": "[u8; 32]"]),
            .named(
                "MultisigApproval", 1,
                [
                    "approving": "AccountId32", "timepoint": "Timepoint", "multisig": "AccountId32",
                    "call_hash": "[u8; 32]",
                ]),
            .named(
                "MultisigExecuted", 2,
                [
                    "approving": "AccountId32", "timepoint": "Timepoint", "multisig": "AccountId32",
                    "call_hash": "[u8; 32]", "result": "Result",
                ]),
            .named(
                "MultisigCancelled", 3,
                [
                    "cancelling": "AccountId32", "timepoint": "Timepoint", "multisig": "AccountId32",
                    "call_hash": "[u8; 32]",
                ]),
        ],
        errors: [
            .error("MinimumThreshold", 0, "Threshold must be 2 or greater."),
            .error("AlreadyApproved", 1, "Call is already approved by this signatory."),
            .error("NoApprovalsNeeded", 2, "Call doesn't need any (more) approvals."),
            .error("TooFewSignatories", 3, "There are too few signatories in the list."),
            .error("TooManySignatories", 4, "There are too many signatories in the list."),
            .error("SignatoriesOutOfOrder", 5, "The signatories were provided out of order; they should be ordered."),
            .error(
                "SenderInSignatories", 6, "The sender was contained in the other signatories; it shouldn't be."),
            .error("NotFound", 7, "Multisig operation not found in storage."),
            .error(
                "NotOwner", 8,
                "Only the account that originally created the multisig is able to cancel it or update its deposits."),
            .error("NoTimepoint", 9, "No timepoint was given, yet the multisig operation is already underway."),
            .error(
                "WrongTimepoint", 10, "A different timepoint was given to the multisig operation that is underway."),
            .error("UnexpectedTimepoint", 11, "A timepoint was given, yet no multisig operation is underway."),
            .error("MaxWeightTooLow", 12, "The maximum weight information provided was too low."),
            .error("AlreadyStored", 13, "The data to be stored is already stored."),
        ],
        constants: [
            ConstantDeclaration(name: "DepositBase", type: "u64", value: depositBase.scaleEncoded),
            ConstantDeclaration(name: "DepositFactor", type: "u64", value: depositFactor.scaleEncoded),
            ConstantDeclaration(
                name: "MaxSignatories", type: "u32", value: UInt32(maximumSignatories).scaleEncoded),
        ])
}

/// Where in the chain something was begun.
struct Timepoint: Hashable, Sendable, ScaleCodable {
    var height: UInt32
    var index: UInt32

    func encode(to writer: inout ScaleWriter) {
        writer.write(integer: height)
        writer.write(integer: index)
    }

    var value: ScaleValue { .fields(["height": .number(height), "index": .number(index)]) }
}

extension Timepoint {
    init(from reader: inout ScaleReader) throws(ScaleError) {
        height = try reader.readInteger()
        index = try reader.readInteger()
    }

    init?(_ value: ScaleValue?) {
        guard let height = value?["height"]?.uint64, let index = value?["index"]?.uint64 else { return nil }
        (self.height, self.index) = (UInt32(clamping: height), UInt32(clamping: index))
    }
}

/// A call that waits for approvals.
struct WaitingCall: Hashable, Sendable, ScaleCodable {
    var when: Timepoint
    var deposit: UInt64
    var depositor: AccountID
    /// In the order of their bytes.
    var approvals: [AccountID]

    func encode(to writer: inout ScaleWriter) {
        when.encode(to: &writer)
        writer.write(integer: deposit)
        depositor.encode(to: &writer)
        approvals.encode(to: &writer)
    }
}

extension WaitingCall {
    init(from reader: inout ScaleReader) throws(ScaleError) {
        when = try Timepoint(from: &reader)
        deposit = try reader.readInteger()
        depositor = try AccountID(from: &reader)
        approvals = try [AccountID](from: &reader)
    }
}
