// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubtensorClient

/// Feeds a file to the reader of `btcli`'s address book, whose sources are compiled in: it is refused as a damaged file, or each name in it
/// means one account, and what is written of the entries is read as the same.
@_cdecl("fuzzAddresses")
public func fuzzAddresses(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let entries = read(Array(UnsafeBufferPointer(start: start, count: count))) else { return 0 }
    precondition(Set(entries.map(\.name)).count == entries.count, "a name is there twice")
    for entry in entries {
        precondition((try? AddressEntry.name(entry.name)) == entry.name, "a name that nobody could give")
        if let multisig = entry.multisig {
            precondition(multisig.account == entry.account, "an account of several keys is another's")
        }
        _ = entry.pure
    }
    guard let again = read(Array(AddressBook.text(entries).utf8)) else {
        preconditionFailure("what is written is refused")
    }
    precondition(again == entries, "written and read as something else")
    return 0
}

private func read(_ bytes: [UInt8]) -> [AddressEntry]? {
    do throws(BittensorError) {
        return try AddressBook.entries(in: bytes, "fuzz")
    } catch {
        precondition(error.code == .damagedFile, "refused as \(error.code)")
        return nil
    }
}
