// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import SubstrateRPC
import SubtensorClient

/// The accounts that a person has given names, in `~/.bittensor/address_book.json`.
struct AddressBook: Sendable {
    /// Bytes: some ten thousand entries.
    private static let mostBytes = 4 << 20

    let path: String
    private(set) var entries: [AddressEntry] = []

    /// Reads the book; one that is not there is empty.
    ///
    /// - Throws: `damagedFile`, with what is wrong: nobody should send to what a broken file says.
    init(environment: Environment) throws(BittensorError) {
        guard let home = environment["HOME"] else {
            // Nowhere, and so empty.
            path = ""
            return
        }
        path = "\(home)/.bittensor/address_book.json"
        let bytes: [UInt8]?
        do {
            bytes = try PrivateFile.read(path, atMost: Self.mostBytes)
        } catch {
            throw Self.damaged(path, error.reason)
        }
        guard let bytes else { return }
        entries = try Self.entries(in: bytes, path)
    }

    subscript(name: String) -> AddressEntry? { entries.first { $0.name == name } }

    /// The account of several keys with a name.
    func multisig(_ name: String) throws(CLIError) -> MultisigAccount {
        if let multisig = self[name]?.multisig { return multisig }
        let known = entries.filter { $0.multisig != nil }.map(\.name)
        let hint =
            NearestName.of(name, in: known).map { ", did you mean \(excerpt($0))?" }
            ?? ": name one with 'btcli multisig add'"
        throw CLIError(.usage, "the address book has no account of several keys called \(excerpt(name))\(hint)")
    }

    /// Changes the book: other programs wait meanwhile, and the file is replaced as a whole.
    ///
    /// - Parameter change: of what is in the file then.
    mutating func change(_ change: (inout [AddressEntry]) throws(CLIError) -> Void) throws {
        guard !path.isEmpty else {
            throw OutputFileError(.homeMissing, "there is no home folder for the address book: set HOME")
        }
        var failure: (any Error)?
        var changed = entries
        do {
            try LockedFile(path: path).rewrite(atMost: Self.mostBytes) { bytes in
                do {
                    changed = bytes.isEmpty ? [] : try Self.entries(in: bytes, path)
                    try change(&changed)
                    return Self.text(changed)
                } catch {
                    failure = error
                    return nil
                }
            }
        } catch {
            throw OutputFileError(
                .notWritten, "cannot write the address book \(excerpt(path, limit: 1024)): \(error.reason)")
        }
        if let failure { throw failure }
        entries = changed
    }

    /// Adds an entry, in the order of names.
    mutating func add(_ entry: AddressEntry, replacing: Bool) throws {
        try change { entries throws(CLIError) in
            let place = entries.firstIndex { $0.name == entry.name }
            guard replacing || place == nil || entries[place ?? 0] == entry else {
                throw CLIError(
                    .usage, "\(excerpt(entry.name)) is in the address book already: give --overwrite, or another name")
            }
            if let place { entries.remove(at: place) }
            entries.append(entry)
            entries.sort { $0.name < $1.name }
        }
    }

    // MARK: Text

    private static func entries(in bytes: [UInt8], _ path: String) throws(BittensorError) -> [AddressEntry] {
        let limits = JSONLimits(maxBytes: mostBytes)
        guard let list = try? JSONValue(parsing: bytes, limits: limits).array else {
            throw damaged(path, "it is no JSON list of entries")
        }
        var entries: [AddressEntry] = []
        var names: Set<String> = []
        for item in list {
            do throws(CLIError) {
                let entry = try AddressEntry(item)
                guard names.insert(entry.name).inserted else {
                    throw CLIError(.usage, "\(excerpt(entry.name)) is in it twice")
                }
                entries.append(entry)
            } catch {
                throw damaged(path, error.reason)
            }
        }
        return entries
    }

    /// A line for each entry.
    private static func text(_ entries: [AddressEntry]) -> String {
        let lines = entries.map { "  " + String(decoding: $0.json.serialized(), as: UTF8.self) }
        return "[\n" + lines.joined(separator: ",\n") + "\n]\n"
    }

    private static func damaged(_ path: String, _ reason: String) -> BittensorError {
        BittensorError(
            .damagedFile, "the address book \(excerpt(path, limit: 1024)) cannot be used: \(reason); mend or remove it")
    }
}
