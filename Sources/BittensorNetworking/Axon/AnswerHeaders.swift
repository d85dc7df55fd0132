// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import HTTPTypes

/// The headers of an answer.
enum AnswerHeaders {
    /// Longer claims of a caller are not repeated to it.
    private static let longestEcho = 256
    /// Nor are longer messages of our own told in a header: Python's client stops at 8190 bytes.
    private static let longestMessage = 4096
    private static let message = SynapseHeaders.axonPrefix + "status_message"

    /// The names that every answer may have: made once.
    private static let usual: [String: HTTPField.Name] = {
        let names =
            SynapseHeaders.axonNames + SynapseHeaders.dendriteNames
            + ["name", "timeout", "header_size", "total_size", "computed_body_hash"]
        return Dictionary(uniqueKeysWithValues: names.compactMap { name in HTTPField.Name(name).map { (name, $0) } })
    }()

    static func fields(_ headers: [(name: String, value: String)]) -> HTTPFields {
        var fields = HTTPFields()
        fields.reserveCapacity(headers.count + 4)
        for (name, value) in headers {
            guard value.utf8.count <= (name == message ? longestMessage : longestEcho),
                let name = usual[name] ?? HTTPField.Name(name)
            else { continue }
            fields.append(HTTPField(name: name, value: legal(value)))
        }
        return fields
    }

    /// The text as a header may hold it: what is beyond latin-1 becomes `?`, line breaks and other controls a blank.
    static func legal(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        var legal = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0..<0x20, 0x7F..<0xA0: legal.unicodeScalars.append(" ")
            case 0x100...: legal.unicodeScalars.append("?")
            default: legal.unicodeScalars.append(scalar)
            }
        }
        return legal
    }

    /// The headers of a refusal, with what could be read of the request's; without those they are the ping's, as in Python.
    static func fields(
        of refusal: CallRefusal, name: String, request: SynapseHeaders?, peer: (ip: String?, port: Int?),
        seconds: Double
    ) -> HTTPFields {
        var message = SynapseMessage(Ping(), computedBodyHash: BodyHash.empty)
        message.axon = TerminalInfo(
            statusCode: refusal.status, statusMessage: refusal.message, processTime: seconds)
        guard let request else { return fields(message.headers()) }
        message.timeout = request.timeout
        message.axon.ip = request.axon.ip
        message.axon.port = request.axon.port
        message.axon.hotkey = request.axon.hotkey
        message.dendrite = request.dendrite
        message.dendrite.ip = peer.ip
        message.dendrite.port = peer.port
        message.computedBodyHash = request.computedBodyHash ?? ""
        message.sizes = MessageSizes(header: request.headerSize, total: request.totalSize)
        var headers = message.headers()
        headers[0].value = name
        return fields(headers)
    }
}
