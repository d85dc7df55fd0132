// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubstratePrimitives
import Testing

@testable import QRCode

@Suite("QR codes")
struct QRCodeTests {
    /// The first bytes of SHA-256 over the modules of each version, a byte for each: full codes, as segno 1.6.6 makes them.
    static let digests = [
        "8fb26a9ef04fb255", "8a99371a104ae7c1", "2b388225383b9b30", "e1d691f8aa185804", "8f1e0546c314d415",
        "f245833af0521cd6", "2560997bb8b1188a", "b231bf60588b7c78", "a7f5511f2dd16083", "3fa803af18726e43",
        "d096a1d3a8f5097e", "c8e0440c4850745e", "36d8a972ca0c5141", "a1227e85ac816990", "382e39fd8243893e",
        "050256cb9b75fe30", "ce96ba9982feb652", "933d124b4f97e771", "5684edc820691cb4", "418e98fac73f680e",
        "42b95d813de2863d", "21f974ea6ef5d391", "23e97853e8f58ea4", "bfeaf75a95f85fba", "00842f77ce6b4f36",
        "8d00ddc3f9735d82", "6152a19b096a377e", "1b06550a0fe1b5c6", "3d892066a4040245", "8ba002e1984bf759",
        "1e0ca33e55f434b0", "83975a9e5c02d330", "564119135bb164b9", "6a903c86840af17a", "1121cedb5ffa81b4",
        "d5aa74f53fc93ebc", "80c0976f0a6940e5", "92011ed2b9c7dd54", "88eff72b21ad8b71", "b76844ab7a2bf19a",
    ]

    private static func content(_ count: Int, _ seed: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7 + seed) }
    }

    @Test("are, module for module, those of another encoder", arguments: 1...40)
    func modules(version: Int) throws {
        let content = Self.content(QRVersion(version).capacity, version)
        let code = try QRCode(content, mask: version % 8)
        #expect(code.version == version)
        #expect(code.size == 4 * version + 17)
        let modules = (0..<code.size).flatMap { y in (0..<code.size).map { x in code[x, y] ? UInt8(1) : 0 } }
        #expect(Hashing.sha256(modules).prefix(8).map { $0 } == (try [UInt8](hex: Self.digests[version - 1])))
    }

    @Test("are as large as they have to be, and no larger")
    func sizes() throws {
        for version in 1...39 {
            let capacity = QRVersion(version).capacity
            #expect(try QRCode(Self.content(capacity, 1), mask: 0).version == version)
            #expect(try QRCode(Self.content(capacity + 1, 1), mask: 0).version == version + 1)
        }
        #expect(try QRCode([]).version == 1)
        #expect(QRCode.capacity == 2953)
        #expect(throws: QRCodeError(byteCount: 2954)) { try QRCode(Self.content(2954, 1)) }
    }

    @Test("take the mask that is read best")
    func masks() throws {
        for count in [1, 40, 200, 1029] {
            let content = Self.content(count, count)
            let best = try QRCode(content)
            #expect(best == (try QRCode(content, mask: best.mask)))
        }
    }

    @Test("stand in a terminal with a light margin, two rows for each line")
    func terminal() throws {
        let code = try QRCode(Array("btcli".utf8))
        let lines = code.terminalLines(colored: false)
        #expect(lines.count == code.terminalSize.rows)
        #expect(lines.allSatisfy { $0.count == code.terminalSize.columns })
        #expect(lines.first == String(repeating: "█", count: 29))
        #expect(lines[2].hasPrefix("████ ▄▄▄▄▄ "))
        let colored = code.terminalLines(colored: true)
        #expect(colored[0].hasPrefix("\u{1B}[") && colored[0].hasSuffix("\u{1B}[0m"))
        for (y, line) in lines.enumerated() {
            for (x, character) in line.enumerated() {
                let (upper, lower) = (code[x - 4, 2 * y - 4], code[x - 4, 2 * y - 3])
                // The last row has nothing below it.
                guard 2 * y + 1 < code.size + 8 else { continue }
                #expect(character == (upper ? lower ? " " : "▄" : lower ? "▀" : "█"))
            }
        }
    }

    @Test("stand in pictures, one below the other")
    func pictures() throws {
        let codes = [try QRCode([1]), try QRCode(Self.content(100, 3))]
        let pbm = QRCode.pbm(codes).split(separator: "\n")
        let width = 6 * (codes[1].size + 8)
        #expect(pbm[0] == "P1" && pbm[1] == "\(width) \(6 * (codes[0].size + codes[1].size + 16))")
        #expect(pbm.dropFirst(2).allSatisfy { $0.count == width })
        let svg = QRCode.svg(codes)
        #expect(svg.hasPrefix("<svg ") && svg.hasSuffix("</svg>\n"))
        let dark = codes.map { code in
            (0..<code.size).reduce(0) { sum, y in sum + (0..<code.size).count { code[$0, y] } }
        }.reduce(0, +)
        #expect(svg.split(separator: "h1v1h-1z").count == dark + 1)
    }

    @Test(
        "are read by somebody else's reader",
        .enabled(if: ZBar.isThere, "zbarimg (Debian: zbar-tools) is not installed"))
    func readers() throws {
        for count in [1, 32, 203, 1029] {
            let content = Self.content(count, 5)
            let read = try ZBar.read(QRCode.pbm([try QRCode(content)]))
            #expect(read == content)
        }
    }
}

/// A reader of bar codes, where this machine has it.
private enum ZBar {
    static let path = ["/usr/bin/zbarimg", "/usr/local/bin/zbarimg", "/opt/homebrew/bin/zbarimg"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }
    static var isThere: Bool { path != nil }

    static func read(_ picture: String) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).pbm")
        try Data(picture.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: try #require(path))
        process.arguments = ["--quiet", "--raw", "--oneshot", "-Sbinary", file.path]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return [UInt8](bytes)
    }
}
