// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec
import SubstratePrimitives

/// A call that a runtime has: its pallet, and the variant of the pallet's call type.
public struct CallMetadata: Hashable, Sendable {
    public let pallet: String
    public let variant: TypeDefinition.Variant

    /// How it is written: `SubtensorModule.add_stake`.
    public var name: String { "\(pallet).\(variant.name)" }
    /// Its arguments, in order.
    public var arguments: [TypeDefinition.Field] { variant.fields }
    /// What the chain's source says about it.
    public var docs: [String] { variant.docs }
}

extension RuntimeMetadata {
    /// Every call, in the order of the pallets.
    public var calls: [CallMetadata] {
        pallets.flatMap { pallet in
            ((try? variants(pallet.calls)) ?? []).map { CallMetadata(pallet: pallet.name, variant: $0) }
        }
    }

    /// The call that a name means, in any spelling, with or without its pallet: `SubtensorModule.add_stake`, `add-stake`.
    ///
    /// A bare name that several pallets have is subtensor's, if that is one of them.
    ///
    /// - Throws: `notInRuntime`, with the name that may have been meant.
    public func call(named name: String) throws(ClientError) -> CallMetadata {
        let calls = calls
        let wanted = name.comparable
        var found = calls.filter { $0.name.comparable == wanted }
        if found.isEmpty { found = calls.filter { $0.variant.name.comparable == wanted } }
        if found.count > 1, let first = found.first(where: { $0.pallet == "SubtensorModule" }) { found = [first] }
        guard let call = found.first, !wanted.isEmpty else {
            let names = calls.flatMap { name.contains(".") ? [$0.name] : [$0.variant.name, $0.name] }
            let nearest = NearestName.of(name, in: names).map { ", did you mean \($0)?" } ?? ""
            throw ClientError(.notInRuntime, "this runtime has no call \(excerpt(name))\(nearest)")
        }
        guard found.count == 1 else {
            throw ClientError(
                .notInRuntime,
                "\(excerpt(name)) may be \(found.map(\.name).joined(separator: " or ")): give the whole name")
        }
        return call
    }
}
