/// An unsigned integer in SCALE's compact form.
public struct Compact<Value: FixedWidthInteger & UnsignedInteger & Sendable>: Hashable, Sendable, ScaleCodable {
    public let value: Value

    public init(_ value: Value) { self.value = value }

    public func encode(to writer: inout ScaleWriter) { writer.write(compact: UInt128(value)) }

    public init(from reader: inout ScaleReader) throws(ScaleError) {
        let wide = try reader.readCompact()
        guard let value = Value(exactly: wide) else {
            throw ScaleError(.outOfRange, "the compact integer \(wide) does not fit \(Value.bitWidth) bits")
        }
        self.value = value
    }
}
