// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec

extension HostFunction {
    /// Module `default_child_storage` of sp-io: the first argument names the child.
    static let childStorage: [HostFunction] = [
        HostFunction("ext_default_child_storage_get_version_1", "II:I") { call, slots throws(RuntimeError) in
            slots.answer(try call.putOption(try call.value(for: slots[1], in: try call.bytes(slots[0]))))
        },
        HostFunction("ext_default_child_storage_read_version_1", "IIIi:I") { call, slots throws(RuntimeError) in
            let value = try call.value(for: slots[1], in: try call.bytes(slots[0]))
            slots.answer(try call.read(value, into: slots[2], from: slots.word(3)))
        },
        HostFunction("ext_default_child_storage_set_version_1", "III:") { call, slots throws(RuntimeError) in
            try call.set(try call.writing(slots[2]), for: try call.bytes(slots[1]), in: try call.bytes(slots[0]))
        },
        HostFunction("ext_default_child_storage_clear_version_1", "II:") { call, slots throws(RuntimeError) in
            try call.set(nil, for: try call.bytes(slots[1]), in: try call.bytes(slots[0]))
        },
        HostFunction("ext_default_child_storage_exists_version_1", "II:i") { call, slots throws(RuntimeError) in
            slots.answer(try call.value(for: slots[1], in: try call.bytes(slots[0]), as: .exists) != nil)
        },
        HostFunction("ext_default_child_storage_next_key_version_1", "II:I") { call, slots throws(RuntimeError) in
            slots.answer(try call.putOption(try call.key(after: slots[1], in: try call.bytes(slots[0]))))
        },
        HostFunction("ext_default_child_storage_storage_kill_version_1", "I:") { call, slots throws(RuntimeError) in
            _ = try call.clear(prefix: [], limit: nil, in: try call.bytes(slots[0]))
        },
        HostFunction("ext_default_child_storage_storage_kill_version_2", "II:i") { call, slots throws(RuntimeError) in
            slots.answer(try call.kill(slots[0], limit: slots[1]).isComplete)
        },
        HostFunction("ext_default_child_storage_storage_kill_version_3", "II:I") { call, slots throws(RuntimeError) in
            slots.answer(try call.putPacked(try call.kill(slots[0], limit: slots[1]).scaleEncoded))
        },
        HostFunction("ext_default_child_storage_clear_prefix_version_1", "II:") { call, slots throws(RuntimeError) in
            _ = try call.clear(prefix: try call.bytes(slots[1]), limit: nil, in: try call.bytes(slots[0]))
        },
        HostFunction("ext_default_child_storage_clear_prefix_version_2", "III:I") { call, slots throws(RuntimeError) in
            let limit = try call.decoded(UInt32?.self, slots[2])
            let removed = try call.clear(
                prefix: try call.bytes(slots[1]), limit: limit, in: try call.bytes(slots[0]))
            slots.answer(try call.putPacked(removed.scaleEncoded))
        },
        HostFunction("ext_default_child_storage_root_version_1", "I:I") { call, slots throws(RuntimeError) in
            slots.answer(try call.putPacked(try call.root(.v0, of: try call.bytes(slots[0]))))
        },
        HostFunction("ext_default_child_storage_root_version_2", "Ii:I") { call, slots throws(RuntimeError) in
            let version = try call.stateVersion(slots.word(1))
            slots.answer(try call.putPacked(try call.root(version, of: try call.bytes(slots[0]))))
        },
    ]
}

extension HostCall {
    fileprivate func kill(_ child: UInt64, limit: UInt64) throws(RuntimeError) -> RemovedKeys {
        let limit = try decoded(UInt32?.self, limit)
        return try clear(prefix: [], limit: limit, in: try bytes(child))
    }
}
