// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension SynapseMessage {
    /// The body: the built-in fields, then the synapse's own. `computed_body_hash` is empty, as Python leaves it.
    public func encodedBody(_ style: PythonJSON.Style = .compact) -> [UInt8] { writtenBody(style).bytes }

    /// The writer that wrote the body.
    func writtenBody(_ style: PythonJSON.Style) -> JSONWriter {
        var writer = JSONWriter(style: style, capacity: 1024)
        writer.bytes.append(UInt8(ascii: "{"))
        writer.write(key: "name")
        writer.write(text: Body.name)
        writer.write("timeout", timeout)
        writer.write("total_size", sizes.total)
        writer.write("header_size", sizes.header)
        writer.write("dendrite", dendrite)
        writer.write("axon", axon)
        writer.write("computed_body_hash", "")
        for field in Body.fields { writer.write(field.name, field.read(synapse)) }
        writer.bytes.append(UInt8(ascii: "}"))
        return writer
    }

    /// The message of a body. Absent values take their defaults, unknown ones are ignored.
    public init(body: PythonJSON) throws(NetworkingError) {
        guard case .object(let object) = body else {
            throw NetworkingError(.wrongType, "a body is a JSON object, not \(body.kind)")
        }
        var synapse = Body()
        try synapse.readFields(object)
        self.init(synapse)
        if let value = object["timeout"] { timeout = try Double?(json: value) }
        if let value = object["total_size"] { sizes.total = try Int64?(json: value) }
        if let value = object["header_size"] { sizes.header = try Int64?(json: value) }
        if let value = object["dendrite"] { dendrite = try TerminalInfo?(json: value) ?? TerminalInfo() }
        if let value = object["axon"] { axon = try TerminalInfo?(json: value) ?? TerminalInfo() }
        if let value = object["computed_body_hash"] { computedBodyHash = try String(json: value) }
    }
}

extension JSONWriter {
    /// A further member of an object that already has one.
    mutating func write(_ key: String, _ value: some SynapseValue) {
        separate()
        write(key: key)
        write(value.json)
    }

    /// What is known about one end, as a further member.
    mutating func write(_ key: String, _ info: TerminalInfo) {
        separate()
        write(key: key)
        bytes.append(UInt8(ascii: "{"))
        write(key: "status_code")
        write(info.statusCode.json)
        write("status_message", info.statusMessage)
        write("process_time", info.processTime)
        write("ip", info.ip)
        write("port", info.port)
        write("version", info.version)
        write("nonce", info.nonce)
        write("uuid", info.uuid)
        write("hotkey", info.hotkey)
        write("signature", info.signature)
        bytes.append(UInt8(ascii: "}"))
    }
}
