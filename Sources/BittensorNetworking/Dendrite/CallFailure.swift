// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A call that brought no answer, or an answer that says no.
public struct CallFailure<Body: Synapse>: Error, Sendable, CustomStringConvertible {
    /// The status by which the Python SDK reports such a failure.
    public let statusCode: Int
    /// The text that comes with it.
    public let statusMessage: String?
    /// The message as far as it got: the local fields, or those of a refused answer. `dendrite` has the status too.
    public let message: SynapseMessage<Body>

    public var description: String { "\(statusCode) \(statusMessage ?? "")" }
}

extension CallFailure {
    /// The failure of a call that was not made, as there is nobody to call: 503, as when nobody listens.
    package init(uncalled synapse: Body, timeout: Duration, _ reason: String) {
        var message = SynapseMessage(synapse, timeout: timeout.inSeconds)
        message.dendrite = TerminalInfo(statusCode: 503, statusMessage: reason)
        self.init(statusCode: 503, statusMessage: reason, message: message)
    }
}

extension Result {
    /// The message of a call, whether it went well or not.
    public func message<Body: Synapse>() -> SynapseMessage<Body>
    where Success == SynapseMessage<Body>, Failure == CallFailure<Body> {
        switch self {
        case .success(let message): message
        case .failure(let failure): failure.message
        }
    }
}

/// What went wrong on the way, as status and text.
struct CallProblem: Error {
    let status: Int
    let text: String?

    init(_ status: Int, _ text: String?) {
        self.status = status
        self.text = text
    }

    static func unreadable(_ what: String) -> CallProblem { CallProblem(422, "Failed to parse response: \(what)") }
}
