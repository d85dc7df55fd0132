// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// What a worker is called: one word of a broker's subjects, so that the broker can hold it to its own.
public struct WorkerName: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let description: String

    /// Letters, digits, `-` and `_`, 64 at most.
    ///
    /// - Throws: `invalidName`.
    public init(_ text: String) throws(FleetError) {
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(Self.isSign) else {
            throw FleetError(
                .invalidName, "\(excerpt(text)) cannot be the name of a worker: 1 to 64 letters, digits, - and _")
        }
        description = text
    }

    /// The name of a machine, with what no name can have left out.
    public init(host: String) throws(FleetError) {
        let signs = host.prefix { $0 != "." }.utf8.filter(Self.isSign).prefix(64)
        try self.init(signs.isEmpty ? "worker" : String(decoding: signs, as: UTF8.self))
    }

    public static func < (left: WorkerName, right: WorkerName) -> Bool { left.description < right.description }

    private static func isSign(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
