// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Refusals that mean "not so fast", and how long they ask to wait.
enum NodeRateLimit {
    /// Longer waits are not believed.
    static let longestWait: Duration = .seconds(3600)

    /// 429 is HTTP's; -32999 the node's own limit (polkadot-sdk, sc-rpc-server, middleware); -32009 and before it -32604
    /// a busy server (jsonrpsee); -32005 and -32029 what public providers send.
    private static let codes: Set<Int64> = [429, -32999, -32009, -32604, -32005, -32029]

    /// JSON-RPC 2.0, section 5.1: the range for a server's own errors, where only the words tell.
    private static let serverErrors: ClosedRange<Int64> = -32099 ... -32000

    /// Whether a node, or a provider before it, refused a call only because there were too many.
    static func isRefusal(_ error: RPCError.RemoteError) -> Bool {
        if codes.contains(error.code) { return true }
        guard serverErrors.contains(error.code) else { return false }
        let words = error.message.prefix(200).lowercased()
        return words.contains("rate limit") || words.contains("too many requests")
    }

    /// The wait that an error's data names, as providers write it: seconds, or a text such as `1.5s` or `200ms`.
    static func retryAfter(_ error: RPCError.RemoteError) -> Duration? {
        guard let data = error.data?.object else { return nil }
        for name in ["retry_after", "retryAfter", "try_again_in"] {
            switch data[name] {
            case .integer(let seconds): return duration(seconds: Double(seconds))
            case .double(let seconds): return duration(seconds: seconds)
            case .string(let text): return duration(text)
            default: continue
            }
        }
        return nil
    }

    /// RFC 9110, section 10.2.3: seconds, or a date; a date is compared with the server's own.
    static func retryAfter(header: String, date: String?) -> Duration? {
        if let seconds = UInt32(header) { return duration(seconds: Double(seconds)) }
        guard let until = HTTPDate(header), let now = date.flatMap(HTTPDate.init) else { return nil }
        return duration(seconds: Double(until.secondsSince1970 - now.secondsSince1970))
    }

    private static func duration(_ text: String) -> Duration? {
        let digits = text.prefix { $0.isNumber || $0 == "." }
        guard let number = Double(digits) else { return nil }
        switch text[digits.endIndex...] {
        case "ms": return duration(seconds: number / 1000)
        case "s", "": return duration(seconds: number)
        case "m": return duration(seconds: number * 60)
        default: return nil
        }
    }

    private static func duration(seconds: Double) -> Duration? {
        guard seconds >= 0 else { return nil }
        return seconds < 3600 ? .seconds(seconds) : longestWait
    }
}
