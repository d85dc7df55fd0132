// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Conversion of the integer types. Python's integers have no bounds: one that does not fit is refused.
public protocol SynapseInteger: SynapseValue, FixedWidthInteger {}

extension SynapseInteger {
    public init(json: PythonJSON) throws(NetworkingError) {
        let value: Self? =
            switch json {
            case .integer(let value): Self(exactly: value)
            case .bigInteger(let digits): Self(digits)
            case .number(let value): Self(exactly: value)
            case .bool(let value): value ? 1 : 0
            case .text(let text): PythonNumber.digits(text).flatMap { Self($0) }
            default: nil
            }
        guard let value else {
            throw NetworkingError(
                Self.isInteger(json) ? .numberOutOfRange : .wrongType,
                "an integer from \(Self.min) to \(Self.max) is wanted, not \(json.kind) that is none")
        }
        self = value
    }

    /// Whether it is an integer to Python, of whatever size.
    private static func isInteger(_ json: PythonJSON) -> Bool {
        switch json {
        case .integer, .bigInteger: true
        case .number(let value): value.isFinite && value.rounded() == value
        case .text(let text): PythonNumber.digits(text) != nil
        default: false
        }
    }

    public var json: PythonJSON { Int64(exactly: self).map { .integer($0) } ?? .bigInteger(String(self)) }
    public var emptyForm: PythonJSON? { 0 }
}

extension Int: SynapseInteger {}
extension Int8: SynapseInteger {}
extension Int16: SynapseInteger {}
extension Int32: SynapseInteger {}
extension Int64: SynapseInteger {}
extension UInt: SynapseInteger {}
extension UInt8: SynapseInteger {}
extension UInt16: SynapseInteger {}
extension UInt32: SynapseInteger {}
extension UInt64: SynapseInteger {}
