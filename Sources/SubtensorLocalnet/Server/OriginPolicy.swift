// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOHTTP1

/// Keeps web pages of other sites away from a chain on this machine.
///
/// Browsers send an `Origin` header with every WebSocket handshake and cross-site request; programs send none. A page
/// from anywhere but this machine is refused.
enum OriginPolicy {
    static func allows(_ headers: HTTPHeaders) -> Bool {
        headers["Origin"].allSatisfy { origin in
            guard let scheme = origin.firstRange(of: "://") else { return false }
            let authority = origin[scheme.upperBound...]
            let host =
                authority.hasPrefix("[")
                ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" && $0 != "/" }
            return ["localhost", "127.0.0.1", "[::1]"].contains(host.lowercased())
        }
    }
}
