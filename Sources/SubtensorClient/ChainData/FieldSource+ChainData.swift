// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec
public import SubstratePrimitives

extension NetUID: CompactCoded {
    public init(compact raw: UInt16) { self.init(raw) }
}

extension Proportion: CompactCoded {
    public init(compact raw: UInt16) { self.init(rawValue: raw) }
}

extension BlockNumber: CompactCoded {
    public init(compact raw: UInt64) { self.init(raw) }
}

extension Balance: CompactCoded {
    public init(compact raw: UInt64) { self.init(rao: raw) }
}

extension Alpha: CompactCoded {
    public init(compact raw: UInt64) { self.init(rao: raw) }
}

/// Fields in the types of this module.
extension FieldSource {
    mutating func compactLists<T: CompactCoded>(_ name: String) throws(ScaleError) -> [[T]] {
        try read(name, as: [CompactList<T>].self).map(\.values)
    }

    mutating func amounts<T: CompactCoded>(_ name: String) throws(ScaleError) -> [AccountAmount<T>] {
        try read(name, as: [ScalePair<AccountID, Compact<T.Raw>>].self).map(AccountAmount.init)
    }

    mutating func optionalAmounts<T: CompactCoded>(_ name: String) throws(ScaleError) -> [AccountAmount<T>]? {
        try read(name, as: [ScalePair<AccountID, Compact<T.Raw>>]?.self)?.map(AccountAmount.init)
    }

    mutating func uidValues(_ name: String) throws(ScaleError) -> [UIDValue] {
        try read(name, as: [ScalePair<Compact<UInt16>, Compact<UInt16>>].self).map {
            UIDValue(uid: $0.first.value, value: $0.second.value)
        }
    }

    /// Text that the chain keeps as bytes; what is not UTF-8 in it becomes U+FFFD.
    mutating func byteText(_ name: String) throws(ScaleError) -> String {
        String(decoding: try read(name, as: [UInt8].self), as: UTF8.self)
    }

    /// Text that the chain keeps as compact integers of one byte each.
    mutating func text(_ name: String) throws(ScaleError) -> String {
        String(decoding: try read(name, as: CompactList<UInt8>.self).values, as: UTF8.self)
    }

    mutating func optionalText(_ name: String) throws(ScaleError) -> String? {
        try read(name, as: CompactList<UInt8>?.self).map { String(decoding: $0.values, as: UTF8.self) }
    }
}

extension AccountAmount where Amount: CompactCoded {
    init(_ pair: ScalePair<AccountID, Compact<Amount.Raw>>) {
        self.init(account: pair.first, amount: Amount(compact: pair.second.value))
    }
}
