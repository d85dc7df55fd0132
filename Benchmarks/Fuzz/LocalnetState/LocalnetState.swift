// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import GRDB
import SubstrateRPC
import SubtensorLocalnet

/// Feeds the file in which an embedded chain is kept: the first byte says whether the rest is a whole file, damage to the
/// bytes of a good one, or other values in its cells.
///
/// A file is refused by its own error, or gives a chain that goes on.
@_cdecl("fuzzLocalnetState")
public func fuzzLocalnetState(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let first = input.first else { return 0 }
    let rest = input.dropFirst()
    let file = ScratchFile("state")
    switch first % 3 {
    case 0: file.write(Array(rest))
    case 1: file.write(good.patched(rest))
    default:
        file.write(good)
        for start in stride(from: rest.startIndex, to: rest.endIndex, by: CellChange.size) {
            CellChange(rest[start...].prefix(CellChange.size)).apply(to: file)
        }
    }
    waiting { await open(file) }
    file.remove()
    return 0
}

@Sendable private func configuration(_ file: ScratchFile) -> LocalnetConfiguration {
    LocalnetConfiguration(
        blockTime: nil, difficulty: 1, retainedBlocks: 8, stateFile: file.path, now: { 1_700_000_000_000 })
}

private let good: [UInt8] = {
    let file = ScratchFile("state-template")
    file.remove()
    waiting { _ = try? await Localnet(configuration(file)).advance(by: 3) }
    defer { file.remove() }
    return file.bytes
}()

private func open(_ file: ScratchFile) async {
    do {
        _ = try await Localnet(configuration(file)).advance(by: 2)
    } catch {
        precondition(
            [.stateUnreadable, .stateOfOtherChain, .stateNotSaved].contains(error.code),
            "a file is refused as \(error.code)")
    }
}

/// Another value in one cell of the database.
private struct CellChange {
    static let size = 16

    private let numbers: [Int]
    private let value: DatabaseValue

    init(_ bytes: ArraySlice<UInt8>) {
        let bytes = Array(bytes) + [UInt8](repeating: 0, count: Self.size - bytes.count)
        numbers = bytes.prefix(3).map { Int($0) }
        let content = Array(bytes[4...])
        let number = content.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        value =
            switch bytes[3] % 6 {
            case 0: .null
            case 1: Int64(bitPattern: number).databaseValue
            case 2: Int64(bitPattern: number >> 56).databaseValue
            case 3: Double(bitPattern: number).databaseValue
            case 4: String(decoding: content, as: UTF8.self).databaseValue
            default: Data(content).databaseValue
            }
    }

    func apply(to file: ScratchFile) {
        guard let database = try? DatabaseQueue(path: file.path) else { preconditionFailure("a good file is none") }
        // What the schema does not allow is refused here already.
        try? database.write { database in
            let tables = try String.fetchAll(
                database, sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            let table = tables[numbers[0] % tables.count]
            let columns = try String.fetchAll(
                database, sql: "SELECT name FROM pragma_table_info(?) ORDER BY cid", arguments: [table])
            let column = columns[numbers[1] % columns.count]
            let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)") ?? 0
            guard count > 0 else { return }
            let old = try DatabaseValue.fetchOne(
                database, sql: "SELECT \(column) FROM \(table) LIMIT 1 OFFSET ?", arguments: [numbers[2] % count])
            try database.execute(
                sql: "UPDATE \(table) SET \(column) = ? WHERE \(column) IS ?", arguments: [value, old])
        }
    }
}
