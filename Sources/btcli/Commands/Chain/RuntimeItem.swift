// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient

/// Something that a runtime has under a name: a call, an event, an error, what it stores, a constant, a function, an extension.
struct RuntimeItem: Hashable, Sendable {
    /// `call`, `event`, `error`, `storage`, `map`, `constant`, `function`, `extension`.
    let kind: String
    /// Its pallet or runtime API; nil for what belongs to none.
    var home: String?
    let name: String
    /// What it takes and gives, in the names of types; of a constant the value, too.
    let signature: String
    /// What the chain's source says about it, on one line.
    var docs = ""

    /// How a person reads of it: `call Balances.transfer_all`.
    var title: String { "\(kind) \(home.map { "\($0)." } ?? "")\(name)" }
}

extension RuntimeMetadata {
    /// Everything that a runtime has under a name.
    var items: [RuntimeItem] {
        let targets = QueryTarget.all(in: self).map { target in
            RuntimeItem(
                kind: target.kindName, home: target.home, name: target.name, signature: signature(target),
                docs: target.docs)
        }
        return pallets.flatMap { pallet in
            [("call", pallet.calls), ("event", pallet.event), ("error", pallet.error)].flatMap { kind, type in
                variants(type).map {
                    RuntimeItem(
                        kind: kind, home: pallet.name, name: $0.name, signature: fields($0),
                        docs: $0.docs.flatMap { $0.split(separator: " ") }.joined(separator: " "))
                }
            }
        } + targets + extensions
    }

    /// The cases of an enumeration; none where there is no such type.
    func variants(_ id: TypeID?) -> [TypeDefinition.Variant] {
        guard let id, case .variant(let variants)? = (try? types.type(id))?.shape else { return [] }
        return variants
    }

    /// What each transaction extension adds, and in which order they follow one another.
    private var extensions: [RuntimeItem] {
        let extensions = extrinsic.extensions
        guard !extensions.isEmpty else { return [] }
        let order = RuntimeItem(
            kind: "extension", name: "order", signature: extensions.map(\.identifier).joined(separator: ", "))
        return extensions.map {
            RuntimeItem(
                kind: "extension", name: $0.identifier,
                signature: "\(types.name($0.extra)), signed \(types.name($0.additionalSigned))")
        } + [order]
    }

    private func fields(_ variant: TypeDefinition.Variant) -> String {
        let parts = variant.fields.map { ($0.name.map { "\($0): " } ?? "") + types.name($0.type) }
        return "(\(parts.joined(separator: ", ")))"
    }

    private func signature(_ target: QueryTarget) -> String {
        guard case .constant(let constant) = target.kind, let value = try? self.constant(target.home, target.name)
        else {
            return target.signature(types)
        }
        return "\(types.name(constant.type)) = \(types.json(value, as: constant.type))"
    }
}
