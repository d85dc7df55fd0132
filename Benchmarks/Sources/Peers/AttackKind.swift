// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import NIOCore
import SubstrateKeys
import SubstratePrimitives

/// What a stranger can do to a server without a key.
enum AttackKind: String, CaseIterable, ExpressibleByArgument {
    /// Requests without end, and no answer is read.
    case pipelining
    /// Half a request head, and then nothing.
    case halfHeads = "half-heads"
    /// Nothing at all.
    case idle
    /// Requests that are signed, but by another key than they say.
    case forged
    /// A request whose answer is read a byte a second.
    case slowReaders = "slow-readers"

    private static let request = "POST /Nope HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"

    /// What is sent as soon as there is a connection.
    var opening: String {
        switch self {
        case .pipelining: String(repeating: Self.request, count: 100)
        case .halfHeads: "POST /IntSynapse HTTP/1.1\r\nHost: a\r\n"
        case .idle: ""
        case .slowReaders: Self.request
        case .forged: Self.forgery
        }
    }

    private static let forgery: String = {
        guard let axon = try? KeyPair(uri: "//WireAxon").accountID.ss58(),
            let honest = try? KeyPair(uri: "//WireCaller"),
            let forger = try? KeyPair(uri: "//Forger"),
            let request = SignedRequests.make(1, for: axon, by: forger).first
        else { return "" }
        return String(buffer: request).replacing(forger.accountID.ss58(), with: honest.accountID.ss58())
    }()

    /// Whether the same is sent again as long as the server takes it.
    var isEndless: Bool { self == .pipelining }
}
