// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec

/// Where in a runtime's lists each name is. Of several of one name it is the first.
///
/// It is made of the lists, and so makes no difference between two runtimes whose lists are the same.
struct MetadataIndex: Hashable, Sendable {
    private struct Names: Sendable {
        let place: Int
        let items: [String: Int]
        let constants: [String: Int]
        let calls: [String: Int]
    }

    private let pallets: [String: Names]

    init(_ pallets: [PalletMetadata], _ types: TypeRegistry) {
        var names: [String: Names] = [:]
        for (place, pallet) in pallets.enumerated() where names[pallet.name] == nil {
            names[pallet.name] = Names(
                place: place, items: Self.places(of: pallet.storage?.items.map(\.name) ?? []),
                constants: Self.places(of: pallet.constants.map(\.name)),
                calls: Self.places(of: Self.calls(of: pallet, types).map(\.name)))
        }
        self.pallets = names
    }

    func pallet(_ name: String) -> Int? { pallets[name]?.place }
    func item(_ pallet: String, _ name: String) -> Int? { pallets[pallet]?.items[name] }
    func constant(_ pallet: String, _ name: String) -> Int? { pallets[pallet]?.constants[name] }
    func call(_ pallet: String, _ name: String) -> Int? { pallets[pallet]?.calls[name] }

    private static func calls(of pallet: PalletMetadata, _ types: TypeRegistry) -> [TypeDefinition.Variant] {
        guard let id = pallet.calls, case .variant(let variants)? = (try? types.type(id))?.shape else { return [] }
        return variants
    }

    private static func places(of names: [String]) -> [String: Int] {
        Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
    }

    static func == (first: MetadataIndex, second: MetadataIndex) -> Bool { true }
    func hash(into hasher: inout Hasher) {}
}
