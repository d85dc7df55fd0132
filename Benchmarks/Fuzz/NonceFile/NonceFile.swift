// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import SubstratePrimitives

@testable import BittensorNetworking

/// Feeds bytes to the reader of the file in which used nonces are kept: a whole file, or damage to one that was written.
///
/// A file is refused, or it goes on being one: what is taken with it is not taken again by the next who reads it.
@_cdecl("fuzzNonceFile")
public func fuzzNonceFile(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let first = input.first else { return 0 }
    let file = ScratchFile("nonces")
    defer { file.remove() }
    file.write(first.isMultiple(of: 2) ? Array(input.dropFirst()) : written.patched(input.dropFirst()))
    guard let taken = verify(requests[0], file) else { return 0 }
    if taken == .fresh {
        precondition(verify(requests[0], file) == .used, "a nonce was taken twice")
    } else {
        precondition(taken == .used, "a good request was refused otherwise")
    }
    return 0
}

private enum Verdict { case fresh, used, otherwise }

private let now: Int64 = 1_700_000_000_000_000_000
private let server = AccountID(unchecked: [UInt8](repeating: 7, count: 32))

/// The headers of requests that are signed well, each with a nonce of its own.
private let requests: [[String: String]] = {
    guard let pair = try? KeyPair(uri: "//Alice") else { preconditionFailure("a development key") }
    let signer = BTAuthSigner(pair, clock: WallClock { now })
    return (0..<6).map { _ in
        let headers = signer.headers(method: "GET", path: "/", body: [], receiver: server)
        return Dictionary(headers.map { ($0.name, $0.value) }) { first, _ in first }
    }
}()

/// A file that holds the nonces of all but the first.
private let written: [UInt8] = {
    let file = ScratchFile("nonces-template")
    file.remove()
    for request in requests.dropFirst() {
        precondition(verify(request, file) == .fresh, "a nonce file cannot be written")
    }
    defer { file.remove() }
    return file.bytes
}()

/// What a verifier that begins with the file says; nil when it does not begin.
private func verify(_ request: [String: String], _ file: ScratchFile) -> Verdict? {
    guard
        let verifier = try? BTAuthVerifier(hotkey: server, capacity: 16, nonceFile: file.path, clock: WallClock { now })
    else { return nil }
    do throws(BTAuthError) {
        _ = try verifier.verify(method: "GET", path: "/", body: []) { request[$0] }
        return .fresh
    } catch {
        return error == .replayed ? .used : .otherwise
    }
}
