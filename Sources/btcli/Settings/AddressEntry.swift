// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import SubstrateRPC
import SubtensorClient

/// An account that has a name in the address book, with what is known of it.
struct AddressEntry: Hashable, Sendable {
    let name: String
    let account: AccountID
    var note = ""
    /// What a proxy may do, or by which an account without a key was made.
    var proxy: Proxy?
    /// The members, where it is an account of several keys.
    var multisig: MultisigAccount?

    struct Proxy: Hashable, Sendable {
        var kind: String?
        var delay: UInt32 = 0
        /// Who made the account, where it has no key of its own.
        var spawner: AccountID?
        /// The block and the extrinsic in it that made it, and which of its accounts it is.
        var height: UInt32?
        var extrinsicIndex: UInt32?
        var index: UInt16 = 0
    }

    /// The account without a key that it is; nil where its making is not known.
    var pure: PureProxy? {
        guard let proxy, let kind = proxy.kind, let spawner = proxy.spawner, let height = proxy.height,
            let extrinsicIndex = proxy.extrinsicIndex
        else { return nil }
        return PureProxy(
            account: account, spawner: spawner, kind: ProxyKind(kind), index: proxy.index, height: BlockNumber(height),
            extrinsicIndex: extrinsicIndex)
    }

    /// - Throws: what keeps a word from being a name.
    static func name(_ word: String) throws(CLIError) -> String {
        guard (1...64).contains(word.count),
            word.unicodeScalars.allSatisfy({ $0.properties.isAlphabetic || "0123456789-_.".unicodeScalars.contains($0) }
            )
        else {
            throw CLIError(
                .usage, "\(excerpt(word)) is no name: take up to 64 letters, digits, points, - and _, and no blanks")
        }
        guard (try? AccountID(parsing: word)) == nil else {
            throw CLIError(
                .usage, "\(excerpt(word)) is an address: a name that looks like one would be mistaken for it")
        }
        return word
    }
}

// MARK: As JSON

extension AddressEntry {
    var json: JSONValue {
        var members: [String: JSONValue] = ["name": .string(name), "address": .string(account.ss58())]
        if !note.isEmpty { members["note"] = .string(note) }
        if let proxy {
            members["proxy_type"] = proxy.kind.map { .string($0) }
            members["delay"] = JSONValue(UInt64(proxy.delay))
            members["spawner"] = proxy.spawner.map { .string($0.ss58()) }
            members["height"] = proxy.height.map { JSONValue(UInt64($0)) }
            members["ext_index"] = proxy.extrinsicIndex.map { JSONValue(UInt64($0)) }
            members["index"] = JSONValue(UInt64(proxy.index))
        }
        if let multisig {
            members["threshold"] = JSONValue(UInt64(multisig.threshold))
            members["signatories"] = .array(multisig.members.map { .string($0.ss58()) })
        }
        return .object(members)
    }

    /// - Throws: what is wrong with it, behind the name of its member.
    init(_ json: JSONValue) throws(CLIError) {
        guard let name = json["name"]?.string, let address = json["address"]?.string else {
            throw CLIError(.usage, "an entry has no name or no address")
        }
        func account(_ member: String) throws(CLIError) -> AccountID? {
            guard let value = json[member], !value.isNull else { return nil }
            guard let account = value.string.flatMap({ try? AccountID(ss58: $0) }) else {
                throw CLIError(.usage, "the \(member) of \(excerpt(name)) is no address")
            }
            return account
        }
        func number<Number: FixedWidthInteger>(_ member: String, as _: Number.Type) throws(CLIError) -> Number? {
            guard let value = json[member], !value.isNull else { return nil }
            guard let number: Number = value.integer() else {
                throw CLIError(.usage, "the \(member) of \(excerpt(name)) is no number from 0 to \(Number.max)")
            }
            return number
        }
        self.name = try Self.name(name)
        guard let own = try? AccountID(ss58: address) else {
            throw CLIError(.usage, "the address of \(excerpt(name)) is none: \(excerpt(address))")
        }
        self.account = own
        note = String((json["note"]?.string ?? "").prefix(500))
        let (kind, spawner) = (json["proxy_type"]?.string, try account("spawner"))
        if kind != nil || spawner != nil {
            proxy = Proxy(
                kind: kind, delay: try number("delay", as: UInt32.self) ?? 0, spawner: spawner,
                height: try number("height", as: UInt32.self),
                extrinsicIndex: try number("ext_index", as: UInt32.self),
                index: try number("index", as: UInt16.self) ?? 0)
        }
        guard let list = json["signatories"]?.array else { return }
        let members = list.compactMap { $0.string.flatMap { try? AccountID(ss58: $0) } }
        guard members.count == list.count, let threshold = try number("threshold", as: UInt16.self),
            let multisig = try? MultisigAccount(members: members, threshold: threshold), multisig.account == own
        else {
            throw CLIError(
                .usage, "the signatories and the threshold of \(excerpt(name)) do not make the account at its address")
        }
        self.multisig = multisig
    }
}
