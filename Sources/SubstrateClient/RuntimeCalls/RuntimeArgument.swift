// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives

/// An argument of a runtime's function, in the forms that runtimes of several years take.
public struct RuntimeArgument: Hashable, Sendable {
    /// Its SCALE encoding.
    public let encoded: [UInt8]
    /// The same where each account is a byte string with its length, as older runtimes have it; nil for what is no account
    /// and no list of them.
    public let accountsAsByteStrings: [UInt8]?

    init(_ argument: some ScaleEncodable) {
        encoded = argument.scaleEncoded
        accountsAsByteStrings =
            switch argument {
            case let account as AccountID: account.bytes.scaleEncoded
            case let accounts as [AccountID]: accounts.map(\.bytes).scaleEncoded
            default: nil
            }
    }

    /// What a function takes whose parameter has this type.
    func encoded(as type: TypeID, in types: TypeRegistry) -> [UInt8] {
        guard let accountsAsByteStrings else { return encoded }
        let takesByteStrings = [UInt8].matches(type, in: types) || [[UInt8]].matches(type, in: types)
        return takesByteStrings ? accountsAsByteStrings : encoded
    }
}
