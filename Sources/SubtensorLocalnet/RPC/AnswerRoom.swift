// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC

/// How much storage still goes into an answer: in all as much as nodes of the Polkadot SDK put into a response.
struct AnswerRoom {
    static let bytes = 15 << 20

    private var left = Self.bytes

    /// Makes room for some bytes, which stand there in hex.
    mutating func take(_ count: Int) throws(RPCFault) {
        left -= 2 * count
        guard left >= 0 else { throw Self.exceeded("\(Self.bytes)") }
    }

    /// The refusal of an answer that would be larger than this.
    static func exceeded(_ limit: String) -> RPCFault {
        RPCFault(code: -32008, message: "Response is too big", data: .string("Exceeded max limit of \(limit)"))
    }
}
