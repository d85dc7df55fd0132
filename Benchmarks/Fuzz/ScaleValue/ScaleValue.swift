// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec

/// Feeds a type registry and a value of it, both made up: the first bytes are the registry, the rest the value.
///
/// What is read must be written and read again as the same; what is refused must be refused by an error.
@_cdecl("fuzzScaleValue")
public func fuzzScaleValue(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    var reader = ScaleReader(input)
    guard let types = try? TypeRegistry(from: &reader), !types.types.isEmpty else { return 0 }
    let rest = Array(input.dropFirst(reader.offset))
    for id in types.types.indices.prefix(32) {
        let type = TypeID(UInt32(id))
        var value = ScaleReader(rest)
        guard let decoded = try? types.decode(type, from: &value) else { continue }
        _ = types.json(decoded, as: type)
        _ = decoded.json
        // A type may have two cases of one name, or two fields: then the value does not say which one it was.
        guard let encoded = try? types.encode(decoded, as: type), encoded == Array(rest.prefix(value.offset))
        else { continue }
        do throws(ScaleError) {
            let again = try types.decode(encoded, as: type)
            precondition(again == decoded, "written and read as something else")
        } catch {
            // How many empty values are allowed depends on how many bytes follow.
            precondition(error.code == .tooLarge, "written and not readable")
        }
    }
    return 0
}
