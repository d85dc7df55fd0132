// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Where keys have their slots: a hash table of numbers alone, since the keys themselves stand in the slots.
///
/// Every read of a runtime that is not of its own writing is looked for here in vain first, so that this is as quick as can be:
/// the hash is of a secret of the process, as Swift's own is, but not a cipher.
struct KeyTable: Sendable {
    // 0 is free; else the slot + 1 below the upper half of its key's hash. At most half of them are taken, so that a search ends.
    private var places = [UInt64](repeating: 0, count: 16)
    private var count = 0

    private static let secret = (UInt64.random(in: .min ... .max) | 1, UInt64.random(in: .min ... .max) | 1)

    /// The slot of the key that has this hash and is the one looked for.
    func slot(hash: UInt64, isKey: (Int) -> Bool) -> Int? {
        places.withUnsafeBufferPointer { places in
            let mask = places.count - 1
            var place = Int(truncatingIfNeeded: hash) & mask
            while places[place] != 0 {
                if places[place] >> 32 == hash >> 32 {
                    let slot = Int(places[place] & 0xffff_ffff) - 1
                    if isKey(slot) { return slot }
                }
                place = (place + 1) & mask
            }
            return nil
        }
    }

    /// Takes up a key that is not here; `hashOf` a slot is that of its key.
    mutating func insert(_ slot: Int, hash: UInt64, hashOf: (Int) -> UInt64) {
        if 2 * (count + 1) > places.count {
            let former = places
            places = [UInt64](repeating: 0, count: 2 * former.count)
            for entry in former where entry != 0 {
                let slot = Int(entry & 0xffff_ffff) - 1
                put(slot, hash: hashOf(slot))
            }
        }
        put(slot, hash: hash)
        count += 1
    }

    private mutating func put(_ slot: Int, hash: UInt64) {
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: hash) & mask
        while places[place] != 0 { place = (place + 1) & mask }
        places[place] = hash & 0xffff_ffff_0000_0000 | UInt64(slot + 1)
    }

    /// Sixteen bytes a step, by multiplication.
    static func hash(_ key: [UInt8]) -> UInt64 {
        let (first, second) = secret
        return key.withUnsafeBytes { bytes in
            var hash = first ^ UInt64(bytes.count)
            var place = 0
            while place + 16 <= bytes.count {
                let low = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                let high = bytes.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self)
                hash = folded(low ^ second, high ^ hash)
                place += 16
            }
            var (low, high) = (UInt64(0), UInt64(0))
            if place + 8 <= bytes.count {
                high = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                place += 8
            }
            while place < bytes.count {
                low = low << 8 | UInt64(bytes[place])
                place += 1
            }
            return folded(folded(low ^ second, high ^ hash) ^ first, second)
        }
    }

    private static func folded(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }
}
