// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives

/// The names that a runtime has, as shells complete them.
struct RuntimeNames: Hashable, Sendable {
    struct Call: Hashable, Sendable {
        /// With its pallet: `SubtensorModule.add_stake`.
        let name: String
        let arguments: [String]
    }

    let calls: [Call]
    /// What can be read: storage, constants and functions, each with its pallet or API.
    let readings: [String]
}

extension RuntimeNames {
    /// - Parameter readings: the names of what the runtime stores and computes.
    init(_ metadata: RuntimeMetadata, readings: [String]) {
        calls = metadata.calls.map { Call(name: $0.name, arguments: $0.arguments.compactMap(\.name)) }
        self.readings = readings
    }

    /// The names that a text has, a line for each: a call with its arguments in brackets, and whatever else can be read. A line that
    /// is neither is left out.
    init(_ text: String) {
        var (calls, readings): ([Call], [String]) = ([], [])
        for line in text.split(separator: "\n") {
            guard let end = line.firstIndex(of: "(") else {
                if Self.isName(line) { readings.append(String(line)) }
                continue
            }
            let arguments = line[line.index(after: end)...].dropLast().split(separator: ",").map(String.init)
            guard line.hasSuffix(")"), Self.isName(line[..<end]), arguments.allSatisfy({ Self.isName($0[...]) }) else {
                continue
            }
            calls.append(Call(name: String(line[..<end]), arguments: arguments))
        }
        self.calls = calls
        self.readings = readings
    }

    /// The text of which that is read again.
    var text: String {
        (calls.map { "\($0.name)(\($0.arguments.joined(separator: ",")))" } + readings).map { "\($0)\n" }.joined()
    }

    private static func isName(_ text: Substring) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}
