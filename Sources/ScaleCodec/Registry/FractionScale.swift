// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// How many digits of a type's integer stand behind the point, by the paths that Rust's crates of fractions have.
enum FractionScale: Hashable, Sendable {
    /// `substrate_fixed`: the integer divided by two to this power.
    case binary(Int)
    /// `sp_arithmetic`: the integer divided by ten to this power.
    case decimal(Int)
}

extension TypeRegistry {
    /// The scale of a type; nil for a type of anything else.
    func fractionScale(_ definition: TypeDefinition) -> FractionScale? {
        guard let name = definition.name, definition.path.count > 1 else { return nil }
        switch definition.path[0] {
        case "substrate_fixed", "fixed":
            guard let parameter = definition.parameters.first(where: { $0.name == "Frac" })?.type,
                let digits = binaryNumber(parameter), digits <= FractionScale.most
            else { return nil }
            return .binary(digits)
        case "sp_arithmetic": return FractionScale.decimals[name].map { .decimal($0) }
        default: return nil
        }
    }

    /// The name that Rust's users know a type of fixed-point numbers by, such as `I96F32` for `FixedI128<…>`.
    func fractionName(_ definition: TypeDefinition) -> String? {
        guard case .binary(let digits)? = fractionScale(definition), let name = definition.name,
            name.hasPrefix("Fixed"),
            let width = Int(name.dropFirst(6)), width >= digits
        else { return nil }
        return "\(name.dropFirst(5).prefix(1))\(width - digits)F\(digits)"
    }

    /// The number that a type of the crate `typenum` is: `UInt<UInt<UTerm, B1>, B0>` is 2.
    private func binaryNumber(_ id: TypeID) -> Int? {
        var bits: [Int] = []
        var current = id
        while bits.count < 16, let definition = try? type(current) {
            switch (definition.name, definition.parameters.count) {
            case ("UTerm", _): return bits.reversed().reduce(0) { $0 * 2 + $1 }
            case ("UInt", 2):
                guard let rest = definition.parameters[0].type, let last = definition.parameters[1].type,
                    let bit = (try? type(last))?.name
                else { return nil }
                bits.append(bit == "B1" ? 1 : 0)
                current = rest
            default: return nil
            }
        }
        return nil
    }
}

extension FractionScale {
    /// A fraction of more binary digits, and ten times it, would not fit the arithmetic below.
    fileprivate static let most = 120

    /// Digits behind the point of sp_arithmetic's types, all decimal.
    fileprivate static let decimals = [
        "FixedI64": 9, "FixedU64": 9, "FixedI128": 18, "FixedU128": 18, "Percent": 2, "Permill": 6, "Perbill": 9,
        "Perquintill": 18,
    ]

    /// The shortest decimal number that means these bits and no others; nil for a value that is no such number.
    func text(of value: ScaleValue) -> String? {
        let magnitude: UInt128
        var sign = ""
        switch value["bits"] ?? value {
        case .unsigned(let number):
            guard let small = number.exactUInt128 else { return nil }
            magnitude = small
        case .signed(let number):
            magnitude = number.magnitude
            sign = number < 0 ? "-" : ""
        default: return nil
        }
        switch self {
        case .binary(let digits):
            let unit = UInt128(1) << UInt128(digits)
            let fraction = Self.shortestDigits(of: magnitude % unit, in: unit)
            return sign + "\(magnitude / unit)" + (fraction.isEmpty ? "" : "." + fraction)
        case .decimal(let digits):
            let text = "\(magnitude)"
            let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
            var fraction = padded.suffix(digits)
            while fraction.last == "0" { fraction = fraction.dropLast() }
            return sign + padded.dropLast(digits) + (fraction.isEmpty ? "" : "." + fraction)
        }
    }

    /// The integer, without its sign, that a decimal number is kept as: the nearest one of a power of two, the exact one of a
    /// power of ten. Nil for what is no number, is finer, or does not fit; `%` stands for hundredths.
    func bits(of text: String) -> UInt128? {
        guard let match = text.wholeMatch(of: Self.form), match.2 != nil || match.3 != nil || match.1 != "" else {
            return nil
        }
        let (whole, fraction) = (match.1, match.2 ?? "")
        guard let number = UInt128("0" + whole), fraction.count <= Self.mostDigits else { return nil }
        switch self {
        case .decimal(let digits):
            let digits = match.3 == nil ? digits : digits - 2
            let kept = fraction.trimmingZeros
            guard digits >= kept.count, let part = UInt128("0" + kept) else { return nil }
            let (high, isTooLarge) = number.multipliedReportingOverflow(by: Self.power(of: 10, digits))
            let (low, _) = part.multipliedReportingOverflow(by: Self.power(of: 10, digits - kept.count))
            let (sum, isTooLargeToo) = high.addingReportingOverflow(low)
            return isTooLarge || isTooLargeToo ? nil : sum
        case .binary(let digits):
            guard match.3 == nil, var rest = UInt128("0" + fraction) else { return nil }
            let one = Self.power(of: 10, fraction.count)
            var bits = UInt128(0)
            for _ in 0..<digits {
                rest *= 2
                bits = bits << 1 | (rest >= one ? 1 : 0)
                if rest >= one { rest -= one }
            }
            if rest * 2 >= one { bits += 1 }
            let (high, isTooLarge) = number.multipliedReportingOverflow(by: UInt128(1) << UInt128(digits))
            let (sum, isTooLargeToo) = high.addingReportingOverflow(bits)
            return isTooLarge || isTooLargeToo ? nil : sum
        }
    }

    private static var form: Regex<(Substring, Substring, Substring?, Substring?)> {
        /-?([0-9]*)(?:\.([0-9]+))?(%)?/
    }

    /// Twice as many of one more digit would not fit the arithmetic.
    private static let mostDigits = 36

    private static func power(of base: UInt128, _ exponent: Int) -> UInt128 {
        (0..<max(0, exponent)).reduce(UInt128(1)) { power, _ in power &* base }
    }

    /// The digits behind the point of `part` divided by `unit`, as few as leave no doubt which multiple it is: Steele and
    /// White's free-format printing.
    private static func shortestDigits(of part: UInt128, in unit: UInt128) -> String {
        // Everything doubled, so that half a step is a whole number.
        var (rest, step, digits) = (part * 2, UInt128(1), "")
        let whole = unit * 2
        while rest > 0 {
            rest *= 10
            step *= 10
            let digit = rest / whole
            rest %= whole
            let (isBelow, isAbove) = (rest < step, rest > whole - min(step, whole))
            guard isBelow || isAbove else {
                digits += "\(digit)"
                continue
            }
            let rounded = isAbove && (!isBelow || rest * 2 >= whole) ? digit + 1 : digit
            return digits + "\(min(rounded, 9))"
        }
        return digits
    }
}

extension Substring {
    fileprivate var trimmingZeros: Substring {
        var rest = self
        while rest.last == "0" { rest.removeLast() }
        return rest
    }
}
