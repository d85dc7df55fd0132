// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What an overlay holds of one trie: by key for reading, in order for going through.
///
/// Slots stay where they are once made: one whose writing was rolled back is untouched again.
struct OverlayTable: Sendable {
    enum Content: Sendable {
        /// The overlay says nothing of this key.
        case untouched
        case removed
        case value([UInt8])

        /// Takes the value out: there is no other reference to its bytes here then, so that they can change in place.
        mutating func takeValue() -> [UInt8]? {
            guard case .value(let bytes) = self else { return nil }
            self = .removed
            return bytes
        }
    }

    struct Slot: Sendable {
        let key: [UInt8]
        var content = Content.untouched
        /// The innermost open transaction that has written here; 0 for none.
        var depth = 0
        /// That transaction's record of what was here before, in the journal.
        var record = 0
    }

    var slots: [Slot] = []
    private(set) var order = OrderedKeys()
    private var places = KeyTable()

    /// What the overlay says of a key.
    func content(of key: [UInt8]) -> Content {
        guard !slots.isEmpty, let slot = slot(of: key, hash: KeyTable.hash(key)) else { return .untouched }
        return slots[slot].content
    }

    /// The slot of a key, made where there is none.
    mutating func slot(of key: [UInt8]) -> Int {
        let hash = KeyTable.hash(key)
        if let slot = slot(of: key, hash: hash) { return slot }
        places.insert(slots.count, hash: hash) { KeyTable.hash(slots[$0].key) }
        order.insert(key, slot: slots.count)
        slots.append(Slot(key: key))
        return slots.count - 1
    }

    private func slot(of key: [UInt8], hash: UInt64) -> Int? {
        places.slot(hash: hash) { slots[$0].key.compared(to: key) == 0 }
    }

    /// Whether anything was written that was not rolled back.
    var hasChanges: Bool {
        slots.contains { slot in
            if case .untouched = slot.content { false } else { true }
        }
    }

    /// What was written, as values and removals.
    var changes: [[UInt8]: [UInt8]?] {
        var changes: [[UInt8]: [UInt8]?] = [:]
        changes.reserveCapacity(slots.count)
        for slot in slots {
            switch slot.content {
            case .untouched: break
            case .removed: changes[slot.key] = .some(nil)
            case .value(let value): changes[slot.key] = value
            }
        }
        return changes
    }
}
