// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec
public import SubstratePrimitives

/// A call of an account of several keys that waits for approvals.
public struct MultisigOperation: Hashable, Sendable {
    /// Where it was begun: the block, and the place of the extrinsic in it.
    public let height: BlockNumber
    public let index: UInt32
    /// What is put aside for it.
    public let deposit: Balance
    /// Who began it.
    public let depositor: AccountID
    /// Who has approved.
    public let approvals: [AccountID]

    /// Where it was begun, as calls that go on with it name it.
    var timepoint: ScaleValue {
        .record([.init("height", .number(height.rawValue)), .init("index", .number(index))])
    }
}

extension MultisigOperation: ScaleRecord {
    public init(fields: inout some FieldSource) throws(ScaleError) {
        let when = try fields.read("when", as: Timepoint.self)
        height = when.height
        index = when.index
        deposit = try fields.read("deposit")
        depositor = try fields.read("depositor")
        approvals = try fields.read("approvals")
    }

    private struct Timepoint: ScaleRecord {
        let height: BlockNumber
        let index: UInt32

        init(fields: inout some FieldSource) throws(ScaleError) {
            height = try fields.read("height")
            index = try fields.read("index")
        }
    }
}
