// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateFork

/// What a network's node has said of its state, as a row of one of the two tables that keep it.
struct UpstreamRow {
    let isStretch: Bool
    let cells: [SQLiteValue]

    init(_ answer: StateAnswer) {
        switch answer {
        case .value(let value, let key, let child):
            isStretch = false
            cells = [.child(child), .blob(key), .blob(orNull: value)]
        case .keys(let keys, let start, let finish, let child):
            isStretch = true
            cells = [.child(child), .blob(start), .blob(orNull: finish), .blob(keys.scaleEncoded)]
        }
    }

    /// All of it: what a hash can be made of.
    var bytes: [UInt8] {
        var writer = ScaleWriter()
        writer.write(byte: isStretch ? 1 : 0)
        for cell in cells { cell.bytes.encode(to: &writer) }
        return writer.bytes
    }
}

extension StateAnswer {
    /// What a row of `upstream` says; nil when it holds anything else.
    init?(value row: SQLiteStatement) {
        guard let child = row.child(0), let key = row.blob(1), row.isBlobOrNull(2) else { return nil }
        self = .value(row.blob(2), key: key, child: child)
    }

    /// What a row of `stretches` says; nil when it holds anything else.
    init?(stretch row: SQLiteStatement) {
        guard let child = row.child(0), let start = row.blob(1), row.isBlobOrNull(2), let keys = row.blob(3),
            let list = try? [[UInt8]](scale: keys)
        else { return nil }
        self = .keys(list, after: start, through: row.blob(2), child: child)
    }
}

extension SQLiteValue {
    fileprivate var bytes: [UInt8]? {
        guard case .blob(let bytes) = self else { return nil }
        return bytes
    }
}
