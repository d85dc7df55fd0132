// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC

@testable import SubtensorLocalnet

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
    waiting {
        guard let chain = try? Localnet(configuration(file)) else { preconditionFailure("a new file is refused") }
        await chain.advance(by: 3)
        await chain.close()
    }
    defer { file.remove() }
    return file.bytes
}()

private func open(_ file: ScratchFile) async {
    do {
        let chain = try Localnet(configuration(file))
        await chain.advance(by: 2)
        await chain.close()
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
    private let value: SQLiteValue

    init(_ bytes: ArraySlice<UInt8>) {
        let bytes = Array(bytes) + [UInt8](repeating: 0, count: Self.size - bytes.count)
        numbers = bytes.prefix(3).map { Int($0) }
        let content = Array(bytes[4...])
        let number = content.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        value =
            switch bytes[3] % 6 {
            case 0: .null
            case 1: .integer(Int64(bitPattern: number))
            case 2: .integer(Int64(bitPattern: number >> 56))
            case 3: .real(Double(bitPattern: number))
            case 4: .text(String(decoding: content, as: UTF8.self))
            default: .blob(content)
            }
    }

    func apply(to file: ScratchFile) {
        guard let database = try? SQLiteDatabase(path: file.path) else { preconditionFailure("a good file is none") }
        let table = StateFile.tables[numbers[0] % StateFile.tables.count].table
        // What the schema does not allow is refused here already.
        try? database.transaction {
            let columns = try Self.texts(
                database.prepare("SELECT name FROM pragma_table_info(?) ORDER BY cid", .text(table)))
            let column = columns[numbers[1] % columns.count]
            let old = try database.prepare(
                "SELECT \(column) FROM \(table) LIMIT 1 OFFSET ? % max(1, (SELECT count(*) FROM \(table)))",
                .integer(Int64(numbers[2])))
            guard try old.step() else { return }
            try database.execute("UPDATE \(table) SET \(column) = ? WHERE \(column) IS ?", value, old[0])
        }
        database.close()
    }

    private static func texts(_ rows: SQLiteStatement) throws -> [String] {
        var found: [String] = []
        while try rows.step() { if let text = rows.text(0) { found.append(text) } }
        return found
    }
}
