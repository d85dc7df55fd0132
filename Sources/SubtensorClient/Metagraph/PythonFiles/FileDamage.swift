// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Why bytes are not what they should be; whoever knows the file's name makes an error of it.
struct FileDamage: Error, Equatable {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}
