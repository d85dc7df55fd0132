// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives

extension HostFunction {
    /// Module `storage` of sp-io.
    static let storage: [HostFunction] = [
        HostFunction("ext_storage_get_version_1", "I:I") { call, slots throws(RuntimeError) in
            slots.answer(try call.putOption(try call.value(for: slots[0])))
        },
        HostFunction("ext_storage_read_version_1", "IIi:I") { call, slots throws(RuntimeError) in
            slots.answer(try call.read(try call.value(for: slots[0]), into: slots[1], from: slots.word(2)))
        },
        HostFunction("ext_storage_set_version_1", "II:") { call, slots throws(RuntimeError) in
            try call.set(try call.writing(slots[1]), for: try call.bytes(slots[0]))
        },
        HostFunction("ext_storage_clear_version_1", "I:") { call, slots throws(RuntimeError) in
            try call.set(nil, for: try call.bytes(slots[0]))
        },
        HostFunction("ext_storage_exists_version_1", "I:i") { call, slots throws(RuntimeError) in
            slots.answer(try call.value(for: slots[0], as: .exists) != nil)
        },
        HostFunction("ext_storage_clear_prefix_version_1", "I:") { call, slots throws(RuntimeError) in
            _ = try call.clear(prefix: try call.bytes(slots[0]), limit: nil)
        },
        HostFunction("ext_storage_clear_prefix_version_2", "II:I") { call, slots throws(RuntimeError) in
            let limit = try call.decoded(UInt32?.self, slots[1])
            slots.answer(
                try call.putPacked(try call.clear(prefix: try call.bytes(slots[0]), limit: limit).scaleEncoded))
        },
        HostFunction("ext_storage_append_version_1", "II:") { call, slots throws(RuntimeError) in
            let key = try call.key(slots[0])
            let item = try call.writing(slots[1])
            try call.spend(writing: key, item.count)
            try call.overlay.pointee.append(item, to: key, charge: call.spend(_:))
            call.trace(.append, key, item)
        },
        HostFunction("ext_storage_root_version_1", ":I") { call, slots throws(RuntimeError) in
            slots.answer(try call.putPacked(try call.root(.v0)))
        },
        HostFunction("ext_storage_root_version_2", "i:I") { call, slots throws(RuntimeError) in
            slots.answer(try call.putPacked(try call.root(try call.stateVersion(slots.word(0)))))
        },
        HostFunction("ext_storage_changes_root_version_1", "I:I") { call, slots throws(RuntimeError) in
            slots.answer(try call.putOption(nil))
        },
        HostFunction("ext_storage_next_key_version_1", "I:I") { call, slots throws(RuntimeError) in
            slots.answer(try call.putOption(try call.key(after: slots[0])))
        },
        HostFunction("ext_storage_start_transaction_version_1", ":") { call, _ throws(RuntimeError) in
            call.trace(.begin)
            try call.beginTransaction()
        },
        HostFunction("ext_storage_rollback_transaction_version_1", ":") { call, _ throws(RuntimeError) in
            try call.prepareToEndTransaction()
            try call.overlay.pointee.rollBack()
            call.trace(.rollBack)
        },
        HostFunction("ext_storage_commit_transaction_version_1", ":") { call, _ throws(RuntimeError) in
            try call.prepareToEndTransaction()
            try call.overlay.pointee.commit()
            call.trace(.commit)
        },
    ]
}

// MARK: - What the functions share

/// sp-io's `KillStorageResult`: how many keys of the state were passed, and whether any is left.
struct RemovedKeys: ScaleEncodable {
    let count: UInt32
    let isComplete: Bool

    func encode(to writer: inout ScaleWriter) {
        writer.write(byte: isComplete ? 0 : 1)
        writer.write(integer: count)
    }
}

extension HostCall {
    /// The name of a child trie, without the prefix `:child_storage:default:`; nil is the main trie.
    typealias Child = [UInt8]?

    /// The value under the key that lies in the guest's memory.
    func value(
        for key: UInt64, in child: Child = nil, as kind: StorageAccess.Kind = .get
    ) throws(RuntimeError) -> [UInt8]? {
        let key = try self.key(key)
        let value = try overlay.pointee.value(for: key, in: child)
        trace(kind, key, value, in: child)
        return value
    }

    /// The key after the one that lies in the guest's memory.
    func key(after key: UInt64, in child: Child = nil) throws(RuntimeError) -> [UInt8]? {
        let key = try bytes(key)
        let next = try overlay.pointee.key(after: key, in: child, charge: spend(_:))
        trace(.next, key, next, in: child)
        return next
    }

    func set(_ value: [UInt8]?, for key: [UInt8], in child: Child = nil) throws(RuntimeError) {
        try spend(writing: key, value?.count ?? 0, in: child)
        overlay.pointee.set(value, for: key, in: child)
        trace(value == nil ? .clear : .set, key, value, in: child)
    }

    func clear(prefix: [UInt8], limit: UInt32?, in child: Child = nil) throws(RuntimeError) -> RemovedKeys {
        let removed = try overlay.pointee.clear(prefix: prefix, limit: limit, in: child, charge: spend(_:))
        trace(.clearPrefix(removed: removed.removed), prefix, in: child)
        return RemovedKeys(count: removed.removed, isComplete: removed.isComplete)
    }

    /// Tells whoever wants to know; costs nothing where nobody does.
    func trace(_ kind: StorageAccess.Kind, _ key: [UInt8] = [], _ value: [UInt8]? = nil, in child: Child = nil) {
        environment.trace?(StorageAccess(kind, key: key, child: child, value: value, depth: nesting))
    }

    /// Copies a value, from `offset` on, to where there is room for it; tells how much of it there is from there on.
    func read(_ value: [UInt8]?, into room: UInt64, from offset: UInt32) throws(RuntimeError) -> UInt64 {
        guard let value else { return try putPacked([0]) }
        let rest = value.dropFirst(Int(offset))
        let span = try memory.span(packed: room)
        let count = min(rest.count, span.count)
        try spend(count)
        UnsafeMutableRawBufferPointer(rebasing: span[..<count]).copyBytes(from: rest.prefix(count))
        return try putPacked(UInt32?.some(UInt32(clamping: rest.count)).scaleEncoded)
    }

    /// The root of the state as it is now, or of a child, whose new root then stands in the main trie.
    func root(_ version: StateVersion, of child: Child = nil) throws(RuntimeError) -> [UInt8] {
        guard let computed = environment.root else {
            throw RuntimeError(.unreadableState, "asks for a root, and there is nobody who computes it")
        }
        try overlay.pointee.payForRoot(charge: spend(_:))
        let root = try computed(overlay.pointee.changes, version, child, spend(_:)).bytes
        if let child, overlay.pointee.hasChanges(in: child) {
            let kept = root == StateTrie.emptyRoot.bytes ? nil : root
            try spend(writing: StateTrie.childRootPrefix + child, kept?.count ?? 0)
            overlay.pointee.setRoot(kept, of: child)
        }
        trace(.root, [], root, in: child)
        return root
    }

    func stateVersion(_ word: UInt32) throws(RuntimeError) -> StateVersion {
        guard let number = UInt8(exactly: word), let version = StateVersion(rawValue: number) else {
            throw RuntimeError(.invalidHostCall, "was given a state version \(word), which does not exist")
        }
        return version
    }

    /// The value whose SCALE encoding lies in the guest's memory.
    func decoded<Value: ScaleDecodable>(_: Value.Type, _ packed: UInt64) throws(RuntimeError) -> Value {
        try decoded(Value.self, from: try bytes(packed))
    }

    func decoded<Value: ScaleDecodable>(_: Value.Type, from encoded: [UInt8]) throws(RuntimeError) -> Value {
        do throws(ScaleError) { return try Value(scale: encoded) } catch {
            throw RuntimeError(.invalidHostCall, "was given what is not encoded right: \(error.reason)")
        }
    }
}
