/// How much JSON is taken from a stranger.
public struct JSONLimits: Hashable, Sendable {
    /// Arrays and objects inside each other. Substrate's own answers stay below 20; serde_json stops at 128.
    public var maxDepth: Int
    /// Size of the text.
    public var maxBytes: Int
    /// Values of every kind, containers included: keeps a text full of `[],[],[]` from taking 16 times its size.
    public var maxValues: Int

    public init(maxDepth: Int = 128, maxBytes: Int = 16 << 20, maxValues: Int = 1 << 20) {
        self.maxDepth = maxDepth
        self.maxBytes = maxBytes
        self.maxValues = maxValues
    }
}

extension JSONValue {
    /// Reads one JSON document (RFC 8259, strictly: UTF-8, no trailing commas, no member named twice).
    ///
    /// Throws ``RPCError/Code/invalidJSON``, or ``RPCError/Code/tooLarge`` beyond `limits.maxBytes`.
    public init(parsing bytes: some Sequence<UInt8>, limits: JSONLimits = JSONLimits()) throws(RPCError) {
        func parse(_ buffer: UnsafeBufferPointer<UInt8>) -> Result<JSONValue, RPCError> {
            var parser = JSONParser(buffer, limits: limits)
            do throws(RPCError) {
                return .success(try parser.document())
            } catch {
                return .failure(error)
            }
        }
        let result = bytes.withContiguousStorageIfAvailable(parse) ?? Array(bytes).withUnsafeBufferPointer(parse)
        self = try result.get()
    }

    /// Reads one JSON document.
    public init(parsing text: String, limits: JSONLimits = JSONLimits()) throws(RPCError) {
        try self.init(parsing: text.utf8, limits: limits)
    }
}
