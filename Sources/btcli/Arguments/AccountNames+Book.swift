// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubtensorClient

extension AccountNames {
    /// Adds the names of the address book; where it cannot be read, that is said, and nothing hangs on names.
    mutating func addBook(_ console: Console) {
        do {
            add(try AddressBook(environment: console.environment).entries.map { ($0.name, $0.account) })
        } catch {
            console.warn("names are left out: \(error.reason)")
        }
    }
}
