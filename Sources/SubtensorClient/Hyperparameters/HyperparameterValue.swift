// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
public import SubstratePrimitives

/// What a hyperparameter is, as the chain counts it.
public enum HyperparameterValue: Hashable, Sendable {
    /// A number; of a multiple, its 64 binary digits behind the point are part of it.
    case number(Int128)
    case flag(Bool)
    case account(AccountID)
    /// One of a few words.
    case choice(String)
    /// Several numbers, such as both bounds of liquid alpha.
    case numbers([Int128])
    /// Emission that is split between mechanisms in equal parts.
    case evenly
}

extension HyperparameterValue: CustomStringConvertible {
    /// The value as it is typed: numbers with commas between them, `true` or `false`, an address, a word.
    public var description: String {
        switch self {
        case .number(let number): "\(number)"
        case .flag(let flag): flag ? "true" : "false"
        case .account(let account): account.ss58()
        case .choice(let word): word
        case .numbers(let numbers): numbers.map(String.init).joined(separator: ",")
        case .evenly: "even"
        }
    }
}

extension HyperparameterValue {
    /// The numbers in it.
    var numbers: [Int128] {
        switch self {
        case .number(let number): [number]
        case .numbers(let numbers): numbers
        default: []
        }
    }

    /// What a storage item holds, whichever type the runtime has for it; nil for what is no such value.
    init?(stored value: ScaleValue, as unit: HyperparameterUnit) {
        switch unit {
        case .flag:
            guard let flag = value.bool else { return nil }
            self = .flag(flag)
        case .account:
            guard let account = value.account else { return nil }
            self = .account(account)
        case .choice:
            guard let word = value.variantName else { return nil }
            self = .choice(word)
        case .pair, .split:
            guard let list = value.list else { return nil }
            let numbers = list.compactMap(Self.number)
            guard numbers.count == list.count else { return nil }
            self = .numbers(numbers)
        default:
            guard let number = Self.number(value) else { return nil }
            self = .number(number)
        }
    }

    /// The number that a value is, or wraps: amounts and fixed-point numbers are structs of one field.
    private static func number(_ value: ScaleValue) -> Int128? {
        switch value {
        case .unsigned(let number): number.exactUInt128.flatMap { Int128(exactly: $0) }
        case .signed(let number): number
        case .record(let members) where members.count == 1: number(members[0].value)
        case .list(let values) where values.count == 1: number(values[0])
        default: nil
        }
    }

    /// The arguments that a call takes for it behind the netuid.
    func arguments(as unit: HyperparameterUnit) -> [ScaleValue] {
        switch self {
        case .number(let number) where unit == .multiple:
            [.record([.init("bits", Self.scale(number))])]
        case .number(let number): [Self.scale(number)]
        case .flag(let flag): [.bool(flag)]
        case .account(let account): [.account(account)]
        case .choice(let word): [.variant(word, [])]
        case .numbers(let numbers) where unit == .split: [.variant("Some", .list(numbers.map(Self.scale)))]
        case .numbers(let numbers): numbers.map(Self.scale)
        case .evenly: [.none]
        }
    }

    private static func scale(_ number: Int128) -> ScaleValue {
        number < 0 ? .signed(number) : .unsigned(UInt256(number.magnitude))
    }
}
