// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

extension Call {
    /// The call with its arguments for a person, such as `Balances.transfer_all(dest: 5Grw…, keep_alive: true)`.
    package var words: String {
        let arguments = arguments.map { "\($0.name.map { "\($0): " } ?? "")\($0.value.words(as: $0.name))" }
        return "\(self)(\(arguments.joined(separator: ", ")))"
    }
}

extension ScaleValue {
    /// The value for a person: accounts as addresses, and calls with their own arguments.
    ///
    /// - Parameter name: of the argument; what is a hash by its name is no account.
    func words(as name: String?) -> String {
        if let account = account ?? (variantName == "Id" ? self[0]?.account : nil), bytes?.count ?? 32 == 32,
            name?.contains("hash") != true
        {
            return account.ss58()
        }
        if let call = Call(self) { return call.words }
        if let list, !list.isEmpty { return "[\(list.map { $0.words(as: name) }.joined(separator: ", "))]" }
        return description
    }
}
