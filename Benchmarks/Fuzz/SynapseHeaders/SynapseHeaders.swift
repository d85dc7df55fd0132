// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

@testable import BittensorNetworking

/// Feeds lines of `name: value` to the reader of headers: it may only refuse by its own error.
@_cdecl("fuzzSynapseHeaders")
public func fuzzSynapseHeaders(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    let fields = text.split(separator: "\n").map { line in
        let parts = line.split(separator: ":", maxSplits: 1)
        return (name: (parts.first ?? "").lowercased(), value: parts.count == 2 ? String(parts[1]) : "")
    }
    guard let headers = try? SynapseHeaders(fields) else { return 0 }
    for header in [headers.dendrite, headers.axon] {
        guard let again = try? TerminalInfo(json: header.json) else { preconditionFailure("a header has no JSON form") }
        precondition(again == header || header.processTime?.isNaN == true, "a header reads as something else")
    }
    return 0
}
