// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstratePrimitives

extension GenesisPlan {
    /// Takes up `ADDRESS=RAO`.
    public mutating func endow(_ text: String) throws(LocalnetError) {
        let (address, amount) = try Self.halves(of: text, at: "=", form: "ADDRESS=RAO")
        let account = try Self.account(address)
        guard let rao = UInt64(amount) else {
            throw LocalnetError(
                .genesisRefused, "\(excerpt(amount)) is no balance: it is a whole number of rao up to \(UInt64.max)")
        }
        guard endowments.updateValue(rao, forKey: account) == nil else {
            throw LocalnetError(.genesisRefused, "two balances are named for \(excerpt(address)): name one")
        }
    }

    /// Takes up `NETUID:DIFFICULTY`.
    public mutating func openSubnet(_ text: String) throws(LocalnetError) {
        let (number, work) = try Self.halves(of: text, at: ":", form: "NETUID:DIFFICULTY")
        guard let netuid = UInt16(number) else {
            throw LocalnetError(
                .genesisRefused, "\(excerpt(number)) is no subnet: it is a number from 1 to \(UInt16.max)")
        }
        guard let difficulty = UInt64(work) else {
            throw LocalnetError(
                .genesisRefused, "\(excerpt(work)) is no difficulty: it is a whole number from 1 to \(UInt64.max)")
        }
        guard openSubnets.updateValue(difficulty, forKey: NetUID(netuid)) == nil else {
            throw LocalnetError(.genesisRefused, "two difficulties are named for subnet \(netuid): name one")
        }
    }

    /// Takes up `KEY=VALUE`, both in hex; `KEY=` takes the entry away.
    public mutating func setStorage(_ text: String) throws(LocalnetError) {
        let (key, value) = try Self.halves(of: text, at: "=", form: "KEY=VALUE, both in hex")
        let bytes = try Self.bytes(key, what: "the key of a storage entry")
        storage.append((bytes, value.isEmpty ? nil : try Self.bytes(value, what: "the value of a storage entry")))
    }

    private static func halves(
        of text: String, at separator: Character, form: String
    ) throws(LocalnetError) -> (Substring, Substring) {
        guard let place = text.firstIndex(of: separator), place != text.startIndex else {
            throw LocalnetError(.genesisRefused, "\(excerpt(text)) is not of the form \(form)")
        }
        return (text[..<place], text[text.index(after: place)...])
    }

    private static func account(_ text: Substring) throws(LocalnetError) -> AccountID {
        do throws(PrimitivesError) { return try AccountID(parsing: String(text)) } catch {
            throw LocalnetError(.genesisRefused, "\(excerpt(text)) is no account: \(error.reason)")
        }
    }

    private static func bytes(_ text: Substring, what: String) throws(LocalnetError) -> [UInt8] {
        do throws(PrimitivesError) { return try [UInt8](hex: text) } catch {
            throw LocalnetError(.genesisRefused, "\(what) cannot be read: \(error.reason)")
        }
    }
}
