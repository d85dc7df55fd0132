// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import ScaleCodec
import Testing

@Suite("Copies that nobody wants")
struct DiscardedCopyTests {
    @Test("bytes that are passed over are counted, and those behind them read")
    func skipping() throws {
        var reader = ScaleReader([1, 2, 3, 4, 5])
        try reader.skip(3)
        #expect(reader.offset == 3)
        #expect(try reader.readBytes(2) == [4, 5])
        #expect(throws: ScaleError(.truncated, "")) { try reader.skip(1) }
        #expect(throws: ScaleError(.truncated, "")) { try reader.skip(-1) }
    }

    // Swift 6.3's optimiser frees a copy of a slice that is not used before the bytes are written into it.
    @Test("no source copies bytes and throws the copy away")
    func discarded() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        var count = 0
        for path in try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: "Sources").path)
        where path.hasSuffix(".swift") {
            count += 1
            let text = try String(contentsOf: root.appending(path: "Sources/\(path)"), encoding: .utf8)
            // A regular expression is slow, and few lines throw anything away.
            for line in text.split(separator: "\n") where line.contains("_ = ") {
                let isDiscarded = line.contains(/\b_ = .*(readBytes\(|\bArray\(|\[UInt8\]\()/)
                #expect(!isDiscarded, "\(path): \(line)")
            }
        }
        #expect(count > 100)
    }
}
