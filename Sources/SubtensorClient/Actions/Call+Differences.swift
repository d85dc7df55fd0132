// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

extension Call {
    /// In what another call does something else than this one, in words; empty when this one may stand for it.
    ///
    /// An amount that has grown since makes no difference: the smaller one, which was shown, is sent. Nor does a limit that
    /// follows a price: the one that was shown holds. Everything else does.
    func differences(from other: Call) -> [String] {
        guard pallet == other.pallet, name == other.name, arguments.count == other.arguments.count else {
            return ["the call is \(other) instead of \(self)"]
        }
        return zip(arguments, other.arguments).compactMap { mine, theirs in
            if mine.name == theirs.name {
                if mine.value == theirs.value || mine.isLimit { return nil }
                if let shown = mine.value.unsigned, let now = theirs.value.unsigned, now > shown { return nil }
            }
            let name = mine.name ?? "an argument"
            return "\(name) is \(excerpt("\(theirs.value)")) instead of \(excerpt("\(mine.value)"))"
        }
    }
}

extension Call {
    /// The arguments, apart from limits on prices.
    var unlimited: [ScaleValue.Member] { arguments.filter { !$0.isLimit } }
}

extension ScaleValue.Member {
    /// Whether it says how far a price may move: `limit_price` in every runtime.
    fileprivate var isLimit: Bool { name == "limit_price" }
}
