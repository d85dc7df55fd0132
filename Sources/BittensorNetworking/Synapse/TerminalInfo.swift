// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What a message says about one of its two ends. Everything may be absent.
public struct TerminalInfo: Hashable, Sendable {
    /// HTTP-like outcome: 200 is success.
    public var statusCode: Int?
    public var statusMessage: String?
    /// Seconds.
    public var processTime: Double?
    public var ip: String?
    public var port: Int?
    /// The SDK's version as an integer; see ``SDKVersion``.
    public var version: Int?
    /// Nanoseconds since 1970 in SDK 7.2.0 and later; an arbitrary clock before that.
    public var nonce: Int64?
    public var uuid: String?
    /// SS58 address.
    public var hotkey: String?
    /// `0x` and 128 hex digits.
    public var signature: String?

    public init(
        statusCode: Int? = nil, statusMessage: String? = nil, processTime: Double? = nil, ip: String? = nil,
        port: Int? = nil, version: Int? = nil, nonce: Int64? = nil, uuid: String? = nil, hotkey: String? = nil,
        signature: String? = nil
    ) {
        self.statusCode = statusCode
        self.statusMessage = statusMessage
        self.processTime = processTime
        self.ip = ip
        self.port = port
        self.version = version
        self.nonce = nonce
        self.uuid = uuid
        self.hotkey = hotkey
        self.signature = signature
    }

    /// The names on the wire, in the order of the headers.
    static let names = [
        "status_code", "status_message", "process_time", "ip", "port", "version", "nonce", "uuid", "hotkey",
        "signature",
    ]

    /// The values as header texts, in the same order.
    var texts: [String?] {
        [
            statusCode.map(String.init), statusMessage, processTime.map(PythonText.float), ip, port.map(String.init),
            version.map(String.init), nonce.map { String($0) }, uuid, hotkey, signature,
        ]
    }

    /// Sets the value called `name` from a header's text. An unknown name is ignored; throws `invalidHeader` for a number
    /// that is none or has more than 64 bits.
    mutating func set(_ name: some StringProtocol, _ text: String) throws(NetworkingError) {
        switch name {
        case "status_code": statusCode = Int(try Self.integer(name, text))
        case "status_message": statusMessage = text
        case "process_time":
            guard let value = PythonNumber.float(text) else { throw Self.unreadable(name) }
            processTime = value
        case "ip": ip = text
        case "port": port = Int(try Self.integer(name, text))
        case "version": version = Int(try Self.integer(name, text))
        case "nonce": nonce = try Self.integer(name, text)
        case "uuid": uuid = text
        case "hotkey": hotkey = text
        case "signature": signature = text
        default: break
        }
    }

    private static func integer(_ name: some StringProtocol, _ text: String) throws(NetworkingError) -> Int64 {
        if let value = Int64(text) { return value }
        return try PythonNumber.integer(text, of: "the header value \(name)")
    }

    private static func unreadable(_ name: some StringProtocol) -> NetworkingError {
        NetworkingError(.invalidHeader, "the header value \(name) is no number")
    }
}

extension TerminalInfo: SynapseValue {
    public init(json: PythonJSON) throws(NetworkingError) {
        let object = try JSONObject(json: json)
        self.init()
        statusCode = try Self.value(object, "status_code")
        statusMessage = try Self.value(object, "status_message")
        processTime = try Self.value(object, "process_time")
        ip = try Self.value(object, "ip")
        port = try Self.value(object, "port")
        version = try Self.value(object, "version")
        nonce = try Self.value(object, "nonce")
        uuid = try Self.value(object, "uuid")
        hotkey = try Self.value(object, "hotkey")
        signature = try Self.value(object, "signature")
    }

    private static func value<Value: SynapseValue>(_ object: JSONObject, _ name: String) throws(NetworkingError)
        -> Value?
    {
        guard let json = object[name] else { return nil }
        return try Value?(json: json)
    }

    public var json: PythonJSON {
        let values: [any SynapseValue] = [
            statusCode, statusMessage, processTime, ip, port, version, nonce, uuid, hotkey, signature,
        ]
        return .object(JSONObject(zip(Self.names, values).map { ($0, $1.json) }))
    }
    public var emptyForm: PythonJSON? { [:] }
}
