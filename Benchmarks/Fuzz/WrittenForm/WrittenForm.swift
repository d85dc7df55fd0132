// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec

/// Feeds what somebody might write for a value: the first byte chooses a type, the rest is a word.
///
/// It is refused by an error, or it is the value that decoding its encoding gives again; a value prints, and has an example that is read.
@_cdecl("fuzzWrittenForm")
public func fuzzWrittenForm(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = UnsafeBufferPointer(start: start, count: count)
    guard let choice = input.first, let text = String(validating: input.dropFirst(), as: UTF8.self) else { return 0 }
    let (types, ids) = registry
    let id = ids[Int(choice) % ids.count]
    let form = WrittenForm(types)
    var written = [WrittenValue.word(text), .text(text)]
    if let json = try? WrittenValue(json: text) { written.append(json) }
    for written in written {
        guard let value = try? form.value(written, as: id, called: "x") else { continue }
        guard let encoded = try? types.encode(value, as: id) else { preconditionFailure("\(value) is no value") }
        precondition((try? types.decode(encoded, as: id)) == value, "\(value) is read back as another one")
        _ = form.text(value, as: id, called: "x")
    }
    return 0
}

/// Types of every shape.
private let registry: (TypeRegistry, [TypeID]) = {
    do {
        var builder = TypeRegistryBuilder()
        let byte = try builder.type("u8")
        builder.define(
            "Kind",
            as: TypeDefinition(
                path: ["test", "Kind"],
                shape: .variant([
                    .init(name: "Any", index: 0), .init(name: "Of", fields: [.init(name: nil, type: byte)], index: 2),
                    .init(
                        name: "Span", fields: [.init(name: "from", type: byte), .init(name: "to", type: byte)],
                        index: 3),
                ])))
        builder.define(
            "Weight",
            as: TypeDefinition(
                path: ["test", "Weight"],
                shape: .composite([
                    .init(name: "ref_time", type: try builder.type("Compact<u64>")),
                    .init(name: "proof_size", type: byte),
                ])))
        builder.define(
            "Percent",
            as: TypeDefinition(
                path: ["sp_arithmetic", "per_things", "Percent"], shape: .composite([.init(name: nil, type: byte)])))
        builder.define("Bits", as: TypeDefinition(shape: .bitSequence(store: byte, order: byte)))
        var ids: [TypeID] = []
        for name in [
            "bool", "u8", "u64", "u128", "u256", "i32", "i128", "String", "char", "Compact<u32>", "Vec<u8>", "[u8; 4]",
            "Vec<u16>", "Vec<Vec<u8>>", "(u8, Vec<u16>)", "Option<u8>", "Option<Option<bool>>", "AccountId32", "H256",
            "MultiAddress", "BTreeMap<u8, u16>", "BTreeSet<u8>", "Kind", "Vec<Kind>", "Weight", "Percent", "Bits",
            "Option<Weight>", "[Kind; 2]",
        ] { ids.append(try builder.type(name)) }
        return (builder.registry, ids)
    } catch {
        preconditionFailure("the types of this target: \(error)")
    }
}()
