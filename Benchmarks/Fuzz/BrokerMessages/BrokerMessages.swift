// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore

@testable import NATSClient

/// Feeds what comes out of a broker's socket: the first byte says how long the pieces are in which it arrives.
///
/// What is read must not depend on the pieces, must stay within its limits, and headers must come back from what they are written as.
@_cdecl("fuzzBrokerMessages")
public func fuzzBrokerMessages(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let first = input.first else { return 0 }
    let pieces = read(input.dropFirst(), size: Int(first) + 1)
    let whole = read(input.dropFirst(), size: .max)
    precondition(pieces == whole, "what is read depends on how it arrived")
    return 0
}

private struct Outcome: Equatable {
    var operations: [NATSServerOperation] = []
    var isBroken = false
}

private func read(_ bytes: ArraySlice<UInt8>, size: Int) -> Outcome {
    var parser = NATSParser(maxPayload: 4096)
    var outcome = Outcome()
    var rest = bytes
    do throws(NATSParser.Violation) {
        while !rest.isEmpty {
            parser.append(ByteBuffer(bytes: rest.prefix(size)))
            rest = rest.dropFirst(size)
            while let operation = try parser.next() {
                check(operation, parser)
                outcome.operations.append(operation)
            }
        }
    } catch {
        outcome.isBroken = true
    }
    return outcome
}

private func check(_ operation: NATSServerOperation, _ parser: NATSParser) {
    guard case .message(let message, _) = operation else { return }
    precondition(message.payload.count <= parser.maxPayload, "a message beyond the limit")
    var headers = NATSHeaders()
    for field in message.headers.fields {
        // What a server may send, nobody else may, where it would break a line.
        guard (try? headers.add(field.name, field.value)) != nil else { return }
    }
    guard !headers.isEmpty else { return }
    precondition((try? NATSHeaders(wire: headers.wire)) == headers, "headers do not come back")
}
