// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Where records are kept: a file of which one process at a time has the use. Tests have their own, which fail on purpose.
protocol RecordStorage: Sendable {
    /// The bytes that are there, none if it is new; from now on it is this process's alone.
    mutating func open(atMost limit: Int) throws(RecordStorageFailure) -> [UInt8]

    /// Writes at a place, over what is there. When it throws, a part may have been written.
    func write(_ bytes: [UInt8], at offset: Int) throws(RecordStorageFailure)

    /// Replaces everything, in one step. When it throws, nothing has changed.
    mutating func replace(by bytes: [UInt8]) throws(RecordStorageFailure)
}

/// What prevents the use of a storage, in words that follow its name.
struct RecordStorageFailure: Error {
    let text: String
}
