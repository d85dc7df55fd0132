// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC

/// Feeds what people write where the address of a node is meant: what is read must come back from its own text.
@_cdecl("fuzzEndpoint")
public func fuzzEndpoint(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    do throws(RPCError) {
        let endpoint = try RPCEndpoint(text)
        precondition((1...65535).contains(endpoint.port) && endpoint.path.hasPrefix("/"), "a part is missing")
        precondition(!endpoint.description.contains(where: \.isWhitespace), "a blank in an address")
        guard let again = try? RPCEndpoint(endpoint.description + endpoint.path) else {
            preconditionFailure("an address cannot be read again")
        }
        // Who asks is in no text.
        precondition(
            again.description == endpoint.description && again.path == endpoint.path, "an address reads as another")
    } catch {
        precondition(error.code == .invalidURL, "refused as \(error.code)")
    }
    return 0
}
