// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

// What has no parts: integers, money, fractions, accounts, bytes, text.

extension WrittenForm {
    /// How the integer at this place counts money; nil for one that does not.
    var money: Spellings.Money? { spellings.money(place.field, place.typeName) }

    func primitive(
        _ written: WrittenValue, _ primitive: TypeDefinition.Primitive, as id: TypeID
    ) throws(ScaleError) -> ScaleValue {
        switch primitive {
        case .bool:
            switch written {
            case .bool(let flag): return .bool(flag)
            case .word("true"), .text("true"): return .bool(true)
            case .word("false"), .text("false"): return .bool(false)
            default: throw refusal(written, id)
            }
        case .string: return .text(try text(written, id))
        case .char:
            let text = try text(written, id)
            guard text.unicodeScalars.count == 1 else { throw refusal(written, id) }
            return .text(text)
        case .u8, .u16, .u32, .u64, .u128, .u256:
            return .unsigned(try unsigned(written, bits: primitive.bitWidth, as: id))
        case .i8, .i16, .i32, .i64, .i128:
            return .signed(try signed(written, bits: primitive.bitWidth, as: id))
        case .i256: throw ScaleError(.mismatch, "signed integers of 256 bits are not supported")
        }
    }

    // MARK: Integers

    func unsigned(_ written: WrittenValue, bits: Int, as id: TypeID) throws(ScaleError) -> UInt256 {
        guard let text = written.plain else { throw refusal(written, id) }
        let number: UInt256
        if let plain = try? UInt256(parsing: text) {
            number = plain
        } else if let money {
            number = UInt256(try amount(text, money, written, id))
        } else {
            throw refusal(written, id)
        }
        guard bits >= 256 || number.isBelow(bits: bits) else {
            throw refusal(written, id, "which does not fit \(bits) bits", .outOfRange)
        }
        return number
    }

    /// An amount with its unit: without one nobody could tell whether the smallest unit is meant.
    private func amount(
        _ text: String, _ money: Spellings.Money, _ written: WrittenValue, _ id: TypeID
    ) throws(ScaleError) -> UInt64 {
        let amount: UInt64
        do {
            amount = try money.amount(text)
        } catch {
            throw refusal(written, id, error.reason)
        }
        let namesUnit = text.contains { !$0.isWhitespace && !$0.isNumber && !"+-.,eE_".contains($0) }
        guard namesUnit else {
            let unit = money.example.drop { $0.isNumber || $0 == "." }
            throw ScaleError(
                .mismatch,
                "\(name) is \(excerpt(text)), which names no unit: write \(text)\(unit), or \(amount) as a whole number of \(money.smallest)"
            )
        }
        return amount
    }

    func signed(_ written: WrittenValue, bits: Int, as id: TypeID) throws(ScaleError) -> Int128 {
        guard let text = written.plain, let number = Int128(text) else { throw refusal(written, id) }
        let magnitude = number < 0 ? UInt128(bitPattern: ~number) : UInt128(number)
        guard bits >= 128 || magnitude >> UInt128(bits - 1) == 0 else {
            throw refusal(written, id, "which does not fit \(bits) bits", .outOfRange)
        }
        return number
    }

    /// The integer of 256 bits that is kept as four of 64; nil where the four are written.
    func wideInteger(_ written: WrittenValue, _ id: TypeID) throws(ScaleError) -> ScaleValue? {
        if case .list = try written.unfolded { return nil }
        let number = try unsigned(written, bits: 256, as: id)
        let bytes = number.scaleEncoded
        return .list(
            stride(from: 0, to: 32, by: 8).map { start in
                .number((0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) })
            })
    }

    // MARK: Fractions

    /// The bits of a fraction. One of a power of two is written with a point, or as its bits: a whole number could be either.
    func fraction(
        _ written: WrittenValue, _ scale: FractionScale, bits: Int, isSigned: Bool, as id: TypeID
    ) throws(ScaleError) -> ScaleValue {
        if case .object(let members) = try written.unfolded,
            let exact = members.first(where: { $0.name == "bits" }),
            members.allSatisfy({ ["bits", "decimal"].contains($0.name) })
        {
            return isSigned
                ? .signed(try signed(exact.value, bits: bits, as: id))
                : .unsigned(try unsigned(exact.value, bits: bits, as: id))
        }
        guard let text = written.plain else { throw refusal(written, id) }
        let isWhole = text.allSatisfy { $0.isNumber || $0 == "-" }
        if isWhole, case .decimal = scale {
            return isSigned
                ? .signed(try signed(written, bits: bits, as: id))
                : .unsigned(try unsigned(written, bits: bits, as: id))
        }
        guard !isWhole else {
            throw ScaleError(
                .mismatch,
                "\(name) is \(excerpt(text)), which may be the number or its bits: write \(text).0, or {\"bits\": \(text)}"
            )
        }
        guard let number = scale.bits(of: text) else { throw refusal(written, id) }
        let isNegative = text.hasPrefix("-")
        let digits = WrittenValue.number((isNegative && number > 0 ? "-" : "") + "\(number)")
        do {
            return isSigned
                ? .signed(try signed(digits, bits: bits, as: id)) : .unsigned(try unsigned(digits, bits: bits, as: id))
        } catch {
            throw refusal(written, id, "which does not fit", .outOfRange)
        }
    }

    // MARK: Accounts, bytes, text

    func account(_ written: WrittenValue, _ id: TypeID) throws(ScaleError) -> AccountID {
        guard let text = written.plain else { throw refusal(written, id) }
        do {
            return try spellings.account(text)
        } catch {
            throw ScaleError(.mismatch, "\(name): \(error.reason); it takes \(spellings.accounts)")
        }
    }

    func text(_ written: WrittenValue, _ id: TypeID) throws(ScaleError) -> String {
        switch written {
        case .text(let text): return text
        case .word(let text):
            // Quotation marks around the whole are JSON's.
            if text.hasPrefix("\""), case .text(let quoted)? = try? WrittenValue(json: text) { return quoted }
            return text
        default: throw refusal(written, id)
        }
    }

    func bytes(_ written: WrittenValue, count: Int? = nil, as id: TypeID) throws(ScaleError) -> [UInt8] {
        let bytes: [UInt8]
        if let listed = try listedBytes(written) {
            bytes = listed
        } else {
            let text = try text(written, id)
            if text.hasPrefix("0x") {
                do {
                    bytes = try [UInt8](hex: text)
                } catch {
                    throw refusal(written, id, error.reason)
                }
            } else {
                bytes = [UInt8](text.utf8)
            }
        }
        guard count == nil || bytes.count == count else {
            throw refusal(written, id, "which is \(bytes.count) bytes")
        }
        return bytes
    }

    /// The bytes of a list of numbers; nil for anything else.
    private func listedBytes(_ written: WrittenValue) throws(ScaleError) -> [UInt8]? {
        var list = written
        if case .word(let text) = written, text.hasPrefix("["), let json = try? WrittenValue(json: text) { list = json }
        guard case .list(let values) = list else { return nil }
        let bytes = values.compactMap { $0.plain.flatMap(UInt8.init) }
        return bytes.count == values.count ? bytes : nil
    }
}

extension UInt256 {
    fileprivate func isBelow(bits: Int) -> Bool {
        guard let narrow = exactUInt128 else { return false }
        return bits >= 128 || narrow >> UInt128(bits) == 0
    }
}

extension TypeRegistry {
    /// How a fraction is kept: its scale, and the integer; nil for what is none.
    func fraction(_ definition: TypeDefinition) -> (scale: FractionScale, bits: Int, isSigned: Bool)? {
        guard let scale = fractionScale(definition), case .composite(let fields) = definition.shape, fields.count == 1,
            case .primitive(let primitive)? = (try? type(fields[0].type))?.shape
        else { return nil }
        switch primitive {
        case .u8, .u16, .u32, .u64, .u128: return (scale, primitive.bitWidth, false)
        case .i8, .i16, .i32, .i64, .i128: return (scale, primitive.bitWidth, true)
        default: return nil
        }
    }

    /// Whether it is the `U256` of Ethereum's crates, which is an array of four integers.
    func isWideInteger(_ definition: TypeDefinition) -> Bool {
        guard definition.name == "U256", case .composite(let fields) = definition.shape,
            let inner = TypeRegistry.newtype(fields), case .array(4, let limb)? = (try? type(inner))?.shape
        else { return false }
        return (try? type(limb))?.shape == .primitive(.u64)
    }
}
