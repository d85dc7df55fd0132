// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import SubstratePrimitives

@testable import BittensorNetworking

/// Feeds requests to the verifier of `btauth/1`. A `*` as nonce is the present time, as signature a good one.
///
/// A request is refused by its own error, or taken once and never again.
@_cdecl("fuzzBTAuthRequest")
public func fuzzBTAuthRequest(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard var request = WrittenRequest(Array(UnsafeBufferPointer(start: start, count: count))) else { return 0 }
    request.fill(BTAuth.Header.hotkey.rawValue, sender.accountID.ss58())
    request.fill(BTAuth.Header.receiver.rawValue, server.ss58())
    request.fill(BTAuth.Header.nonce.rawValue, String(now))
    if request[BTAuth.Header.signature.rawValue] == "*",
        let nonce = request[BTAuth.Header.nonce.rawValue].flatMap(Int64.init)
    {
        let payload = BTAuth.payload(
            scheme: sender.scheme, method: request.method, path: request.path, body: request.body, nonce: nonce,
            sender: sender.accountID,
            receiver: request[BTAuth.Header.receiver.rawValue].flatMap { try? AccountID(ss58: $0) })
        request.fill(BTAuth.Header.signature.rawValue, sender.sign(Array(payload.utf8)).hex)
    }
    guard let verifier = try? BTAuthVerifier(hotkey: server, capacity: 4, clock: WallClock { now }) else {
        preconditionFailure("a verifier without a file")
    }
    guard verify(request, verifier) == nil else { return 0 }
    precondition(verify(request, verifier) == .replayed, "a request was taken twice")
    return 0
}

private let now: Int64 = 1_700_000_000_000_000_000
private let server = AccountID(unchecked: [UInt8](repeating: 7, count: 32))
private let sender: KeyPair = {
    guard let pair = try? KeyPair(uri: "//Alice") else { preconditionFailure("a development key") }
    return pair
}()

private func verify(_ request: WrittenRequest, _ verifier: BTAuthVerifier) -> BTAuthError? {
    do throws(BTAuthError) {
        _ = try verifier.verify(method: request.method, path: request.path, body: request.body) { request[$0] }
        return nil
    } catch {
        return error
    }
}
