// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Blocks of the past: they are looked up in the file, so that memory does not grow with them.
extension StateFile {
    static let blockColumns = """
        SELECT number, parent, state, extrinsics, digest, body, content, changes FROM blocks
        """

    /// The block with this number; nil when there is none.
    func block(number: BlockNumber) -> Block? {
        guard let number = Int64(exactly: number.rawValue),
            let rows = try? database.prepare("\(Self.blockColumns) WHERE number = ?", .integer(number)),
            (try? rows.step()) == true
        else { return nil }
        return Block(rows)
    }

    /// The block with this hash; nil when there is none.
    func block(hash: Hash256) -> Block? {
        guard let rows = try? database.prepare("SELECT number FROM hashes WHERE hash = ?", .blob(hash.bytes)),
            (try? rows.step()) == true, let number = rows.number(0), let block = block(number: BlockNumber(number)),
            block.hash == hash
        else { return nil }
        return block
    }
}

extension Block {
    /// The block of a row with the columns `number`, `parent`, `state`, `extrinsics`, `digest`, `body`; nil when they hold anything
    /// else.
    init?(_ row: SQLiteStatement) {
        guard let number = row.number(0), let parent = row.hash(1), let state = row.hash(2),
            let extrinsicsRoot = row.hash(3), let digest = row.blob(4).flatMap({ try? [[UInt8]](scale: $0) }),
            let body = row.blob(5).flatMap({ try? [[UInt8]](scale: $0) })
        else { return nil }
        self.init(
            header: BlockHeader(
                parentHash: parent, number: BlockNumber(number), stateRoot: state, extrinsicsRoot: extrinsicsRoot,
                digest: digest), extrinsics: body.map(Extrinsic.init))
    }
}
