// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec

/// What became of an extrinsic that was put into a block: sp-runtime's `ApplyExtrinsicResult`.
public enum InclusionOutcome: Hashable, Sendable, ScaleDecodable {
    /// It did what it says.
    case applied
    /// It is in the block and has paid, and its call failed: the `DispatchError` in SCALE, which metadata explains.
    case failed(dispatchError: [UInt8])
    /// It is not in the block.
    case refused(TransactionRefusal)

    /// Whether the block has it.
    public var isIncluded: Bool {
        if case .refused = self { false } else { true }
    }

    public init(from reader: inout ScaleReader) throws(ScaleError) {
        switch try reader.readByte() {
        case 0:
            let inner = try reader.readByte()
            guard inner <= 1 else { throw ScaleError(.invalidTag, "there is no result \(inner)") }
            self = inner == 0 ? .applied : .failed(dispatchError: try reader.readBytes(reader.remaining))
        case 1: self = .refused(try TransactionRefusal(from: &reader))
        case let tag: throw ScaleError(.invalidTag, "there is no result \(tag)")
        }
    }
}
