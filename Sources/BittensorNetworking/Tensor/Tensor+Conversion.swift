// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension Tensor {
    /// The same numbers as another type, by numpy's rules: integers wrap, floats are cut off towards zero.
    ///
    /// A float that no integer of the new type can be becomes the type's smallest, as on most processors.
    public func converted(to target: TensorType) -> Tensor {
        if target == type { return self }
        let converted = Self.converted(bytes, from: StoredType(type), to: target)
        return (try? Tensor(type: target, shape: shape, bytes: converted, naming: naming)) ?? self
    }

    /// An element type as another program may have stored it.
    struct StoredType {
        enum Kind { case float, signed, unsigned, boolean }
        let kind: Kind
        let size: Int
        let isBigEndian: Bool

        init(_ type: TensorType) {
            size = type.size
            isBigEndian = false
            kind =
                switch type {
                case .float16, .float32, .float64: .float
                case .uint8: .unsigned
                case .int8, .int16, .int32, .int64: .signed
                case .bool: .boolean
                }
        }

        /// Reads numpy's type string, such as `<f4`; nil for what is no plain number.
        init?(numpy text: String) {
            guard text.utf8.count == 3, let order = text.first, let letter = text.dropFirst().first,
                let size = text.last?.wholeNumberValue, "<>|=".contains(order)
            else { return nil }
            switch (letter, size) {
            case ("f", 2), ("f", 4), ("f", 8): kind = .float
            case ("i", 1), ("i", 2), ("i", 4), ("i", 8): kind = .signed
            case ("u", 1), ("u", 2), ("u", 4), ("u", 8): kind = .unsigned
            case ("b", 1): kind = .boolean
            default: return nil
            }
            self.size = size
            isBigEndian = order == ">"
        }

        /// The type of tensors that stores the same bits, if there is one.
        var tensorType: TensorType? { isBigEndian && size > 1 ? nil : TensorType.allCases.first { matches($0) } }

        private func matches(_ type: TensorType) -> Bool {
            let other = StoredType(type)
            return other.kind == kind && other.size == size
        }
    }

    private enum Number {
        case float(Double)
        case signed(Int64)
        case unsigned(UInt64)
    }

    static func converted(_ bytes: some Collection<UInt8>, from stored: StoredType, to target: TensorType) -> [UInt8] {
        let bytes = Array(bytes)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count / stored.size * target.size)
        for start in stride(from: 0, to: bytes.count - stored.size + 1, by: stored.size) {
            var bits: UInt64 = 0
            for offset in 0..<stored.size {
                let byte = bytes[start + (stored.isBigEndian ? offset : stored.size - 1 - offset)]
                bits = bits << 8 | UInt64(byte)
            }
            append(number(bits, stored), as: target, to: &result)
        }
        return result
    }

    private static func number(_ bits: UInt64, _ stored: StoredType) -> Number {
        switch (stored.kind, stored.size) {
        case (.float, 2): .float(HalfFloat.double(UInt16(truncatingIfNeeded: bits)))
        case (.float, 4): .float(Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits))))
        case (.float, _): .float(Double(bitPattern: bits))
        case (.signed, 1): .signed(Int64(Int8(truncatingIfNeeded: bits)))
        case (.signed, 2): .signed(Int64(Int16(truncatingIfNeeded: bits)))
        case (.signed, 4): .signed(Int64(Int32(truncatingIfNeeded: bits)))
        case (.signed, _): .signed(Int64(bitPattern: bits))
        case (.unsigned, _): .unsigned(bits)
        case (.boolean, _): .unsigned(bits == 0 ? 0 : 1)
        }
    }

    private static func append(_ number: Number, as target: TensorType, to result: inout [UInt8]) {
        let bits: UInt64 =
            switch target {
            case .float16: UInt64(HalfFloat.bits(double(number)))
            case .float32: UInt64(Float(double(number)).bitPattern)
            case .float64: double(number).bitPattern
            case .bool: isZero(number) ? 0 : 1
            case .uint8: integer(number, UInt8.self)
            case .int8: integer(number, Int8.self)
            case .int16: integer(number, Int16.self)
            case .int32: integer(number, Int32.self)
            case .int64: integer(number, Int64.self)
            }
        for offset in 0..<target.size { result.append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * offset))) }
    }

    private static func double(_ number: Number) -> Double {
        switch number {
        case .float(let value): value
        case .signed(let value): Double(value)
        case .unsigned(let value): Double(value)
        }
    }

    private static func isZero(_ number: Number) -> Bool {
        switch number {
        case .float(let value): value == 0
        case .signed(let value): value == 0
        case .unsigned(let value): value == 0
        }
    }

    private static func integer<Target: FixedWidthInteger>(_ number: Number, _ target: Target.Type) -> UInt64 {
        let value: Target =
            switch number {
            case .float(let value): Target(exactly: value.rounded(.towardZero)) ?? .min
            case .signed(let value): Target(truncatingIfNeeded: value)
            case .unsigned(let value): Target(truncatingIfNeeded: value)
            }
        return UInt64(truncatingIfNeeded: value)
    }
}
