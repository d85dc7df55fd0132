// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// A whole answer, as it came.
struct DendriteAnswer: Sendable {
    /// The longest header line that Python's client reads.
    static let longestHeader = 8190

    let status: Int
    let headers: HTTPHeaders
    let body: ByteBuffer

    init(_ response: HTTPClientResponse, body: ByteBuffer) {
        status = Int(response.status.code)
        headers = response.headers
        self.body = body
    }

    /// The object in the body; throws 422 for anything else.
    func object(url: String) throws(CallProblem) -> JSONObject {
        let type = headers.first(name: "content-type") ?? ""
        guard Self.isJSON(type) else {
            let shown = type.split(separator: ";").first.map { String($0) } ?? ""
            throw .unreadable(
                "\(status), message='Attempt to decode JSON with unexpected mimetype: \(shown)', url='\(url)'")
        }
        let json: PythonJSON
        do {
            json = try body.withUnsafeReadableBytes { try PythonJSON(parsing: $0) }
        } catch {
            throw .unreadable(body.readableBytes == 0 ? "the answer is empty" : "\(error)")
        }
        guard case .object(let object) = json else { throw .unreadable("the answer is \(json.kind), not a mapping") }
        return object
    }

    /// `application/json` or `application/…+json`, as Python's client sees it.
    private static func isJSON(_ type: String) -> Bool {
        let essence = (type.split(separator: ";").first ?? "").lowercased().filter { $0 != " " }
        return essence.hasPrefix("application/") && (essence == "application/json" || essence.hasSuffix("+json"))
    }
}

extension SynapseMessage {
    /// Takes the fields and the outcome out of an answer. Nothing else that it claims is believed.
    mutating func take(_ answer: DendriteAnswer, url: String) throws(CallProblem) {
        let object = try answer.object(url: url)
        var outcome: (code: Int?, message: String?) = (answer.status, object["message"]?.text)
        if answer.status == 200 {
            do throws(NetworkingError) {
                var answered = Body()
                try answered.readFields(object, skipping: .frozen)
                for field in Body.fields where field.traits.contains(.frozen) {
                    try field.write(&answered, field.read(synapse).json)
                }
                synapse = answered
                let axon = try object["axon"].map { json throws(NetworkingError) in try TerminalInfo(json: json) }
                outcome = (axon?.statusCode ?? 200, axon?.statusMessage ?? (axon?.statusCode == nil ? "Success" : nil))
                self.axon.processTime = axon?.processTime
                self.axon.version = axon?.version
            } catch {
                throw .unreadable(error.reason)
            }
        }
        axon.statusCode = outcome.code
        axon.statusMessage = outcome.message
        try takeHeaders(answer.headers)
        dendrite.statusCode = axon.statusCode
        dendrite.statusMessage = axon.statusMessage
    }

    /// What the headers say about the outcome goes before what the body says.
    mutating func takeHeaders(_ headers: HTTPHeaders) throws(CallProblem) {
        var claims = SynapseHeaders()
        do throws(NetworkingError) {
            for (name, value) in headers where name.count < 64 {
                let name = name.lowercased()
                if name.hasPrefix(SynapseHeaders.axonPrefix) { try claims.read(name, value) }
            }
        } catch {
            throw .unreadable(error.reason)
        }
        if let code = claims.axon.statusCode { axon.statusCode = code }
        // Bytes that are no UTF-8 came as replacement characters: the body has the text unharmed.
        if let text = claims.axon.statusMessage, axon.statusMessage == nil || !text.contains("\u{FFFD}") {
            axon.statusMessage = text
        }
        if let seconds = claims.axon.processTime { axon.processTime = seconds }
        if let version = claims.axon.version { axon.version = version }
    }
}
