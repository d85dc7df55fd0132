// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Why a request is not served, and the answer that says so: small, and the same for everybody.
struct CallRefusal: Error, Equatable, Sendable {
    /// What the metrics count.
    enum Reason: String, CaseIterable, Sendable {
        case address, blacklist, bodyHash, bodyTimeout, bodyTooLarge, busy, hotkey, malformed, method, nonce, path
        case rateLimit, shape, signature, unknownSynapse, verify, waitTimeout, checkTimeout, handler, handlerTimeout
    }

    let status: Int
    let message: String
    let reason: Reason
    /// The web framework's form, `{"detail": …}` without SDK headers, instead of `{"message": …}`.
    var isDetail = false
    /// What goes to the log and never to the caller.
    var internalText: String?

    static func notVerified(_ text: String, _ reason: Reason) -> CallRefusal {
        CallRefusal(status: 401, message: "Not Verified with error: \(text)", reason: reason)
    }

    static func blacklisted(_ text: String) -> CallRefusal {
        CallRefusal(status: 403, message: "Forbidden. Key is blacklisted: \(text).", reason: .blacklist)
    }

    static func busy(_ text: String) -> CallRefusal { CallRefusal(status: 503, message: text, reason: .busy) }

    /// An error inside: the caller learns a random number, the log the text.
    static func failed(_ text: String, reason: Reason = .handler) -> CallRefusal {
        CallRefusal(
            status: 500, message: "Internal Server Error #\(RandomID.uuid4())", reason: reason, internalText: text)
    }

    /// What cannot be read of a request: a number that does not fit is the caller's to know, the rest an error inside, as in
    /// Python.
    static func unreadable(_ error: NetworkingError, reason: Reason) -> CallRefusal {
        guard error.code == .numberOutOfRange else { return .failed(error.reason, reason: reason) }
        return CallRefusal(status: 400, message: "Bad Request: \(error.reason)", reason: reason)
    }

    static func timedOut(after timeout: Double?, reason: Reason) -> CallRefusal {
        CallRefusal(
            status: 408, message: "Response timeout after: \(timeout.map(PythonText.float) ?? "None")s", reason: reason)
    }

    static func detail(_ status: Int, _ text: String, _ reason: Reason) -> CallRefusal {
        CallRefusal(status: status, message: text, reason: reason, isDetail: true)
    }
}
