// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives
import SubstrateRPC

extension ScaleValue {
    /// A word of a command line: a number, an address, hex, a name or a text as it stands, and JSON for what has parts.
    ///
    /// - Throws: `invalidJSON` for what begins as JSON and is none.
    init(argument word: String) throws(RPCError) {
        switch word {
        case "true": self = .bool(true)
        case "false": self = .bool(false)
        case "null": self = .none
        case _ where word.first.map("[{\"".contains) ?? false: self.init(try JSONValue(parsing: word))
        // The encoding knows what the text is for: an integer, an account, bytes, a variant.
        default: self = .text(word)
        }
    }

    private init(_ json: JSONValue) {
        switch json {
        case .null: self = .none
        case .bool(let value): self = .bool(value)
        case .integer(let value): self = .text("\(value)")
        case .double(let value): self = .text("\(value)")
        case .string(let value): self = .text(value)
        case .array(let values): self = .list(values.map { ScaleValue($0) })
        case .object(let members):
            self = .record(members.sorted { $0.key < $1.key }.map { Member($0.key, ScaleValue($0.value)) })
        }
    }
}
