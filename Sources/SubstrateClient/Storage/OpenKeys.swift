// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec

/// The keys of a map that a question leaves open: how each stands in a stored key, and of which type it is.
struct OpenKeys {
    let keys: [(hash: Int, type: TypeID)]

    /// The open keys' encodings, one after the other, without the hashes before them.
    func encodings(in tail: [UInt8], types: TypeRegistry) throws(ScaleError) -> [UInt8] {
        // The last one, mostly the only one, is all that is left.
        if keys.count == 1, let only = keys.first {
            guard tail.count >= only.hash else { throw ScaleError(.truncated, "it ends within a hash") }
            return [UInt8](tail.dropFirst(only.hash))
        }
        var reader = ScaleReader(tail)
        var plain: [UInt8] = []
        for key in keys {
            try reader.skip(key.hash)
            let start = reader.offset
            _ = try types.decode(key.type, from: &reader)
            plain += tail[start..<reader.offset]
        }
        try reader.finish()
        return plain
    }
}

extension RuntimeMetadata {
    /// The keys of an item after those that are given; throws `encoding` where one of them cannot be read back.
    func openKeys(of pallet: String, _ item: String, under keys: [[UInt8]]) throws(ClientError) -> OpenKeys {
        let metadata = try storage(pallet, item)
        var open: [(hash: Int, type: TypeID)] = []
        for (hasher, type) in zip(metadata.hashers, metadata.keys).dropFirst(keys.count) {
            guard let hash = hasher.reversiblePrefix else {
                open = []
                break
            }
            open.append((hash, type))
        }
        guard !open.isEmpty else {
            throw ClientError(.encoding, "the keys of \(pallet).\(item) cannot be read back one by one")
        }
        return OpenKeys(keys: open)
    }
}
