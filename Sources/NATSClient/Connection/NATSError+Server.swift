// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

extension NATSError {
    /// What a user was not allowed to do.
    enum Denial: Hashable {
        case publish(String)
        case subscribe(String)

        /// Reads `Permissions Violation for Publish to "SUBJECT"` and the like; nil for another complaint.
        init?(_ text: String) {
            let words = text.lowercased()
            guard words.hasPrefix("permissions violation for "), let start = text.firstIndex(of: "\"") else {
                return nil
            }
            let subject = String(text[text.index(after: start)...].prefix { $0 != "\"" })
            if words.dropFirst("permissions violation for ".count).hasPrefix("publish") {
                self = .publish(subject)
            } else {
                self = .subscribe(subject)
            }
        }
    }

    static func denied(_ server: NATSServer, _ denial: Denial) -> NATSError {
        let what =
            switch denial {
            case .publish(let subject): "publish to \(excerpt(subject))"
            case .subscribe(let subject): "listen to \(excerpt(subject))"
            }
        return NATSError(
            .permissionDenied,
            "\(server) does not let this user \(what); add it to the user's permissions in the server's configuration")
    }

    /// What `server` said when it ended the connection.
    static func complaint(_ server: NATSServer, _ text: String) -> NATSError {
        let words = text.lowercased()
        if words.contains("authorization violation") || words.contains("authentication") {
            let why =
                words.contains("expired") || words.contains("revoked")
                ? "what it was shown is expired or revoked"
                : "it knows no such user, or the password, the token or the key is wrong"
            return NATSError(.authenticationRefused, "\(server) refuses this client: \(why)")
        }
        return NATSError(.refused, "\(server) ended the connection: \(excerpt(text))")
    }

    static func notNATS(_ server: NATSServer, _ why: String) -> NATSError {
        NATSError(
            .notNATS, "\(server) does not speak NATS: it sent \(why); check host and port (nats-server's is 4222)")
    }

    static func malformed(_ server: NATSServer, _ violation: NATSParser.Violation) -> NATSError {
        NATSError(.malformedReply, "\(server) broke NATS's protocol: it sent \(violation.reason)")
    }
}
