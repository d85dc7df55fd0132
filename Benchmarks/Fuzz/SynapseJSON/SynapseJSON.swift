// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

@testable import BittensorNetworking

/// Feeds bytes to the JSON parser, as the body of a request: what is read must come back from its own text.
@_cdecl("fuzzSynapseJSON")
public func fuzzSynapseJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = UnsafeBufferPointer(start: start, count: count)
    guard let value = try? PythonJSON(parsing: input, limits: .init(depth: 64, values: 10_000)) else { return 0 }
    for style in [PythonJSON.Style.compact, .python] {
        guard let again = try? PythonJSON(parsing: value.encoded(style)) else {
            preconditionFailure("what was written cannot be read")
        }
        precondition(again.encoded() == value.encoded(), "what was written reads as something else")
    }
    var text = ""
    PythonText.append(value, quoted: true, to: &text)
    _ = try? SynapseMessage<Ping>(body: value)
    return 0
}
