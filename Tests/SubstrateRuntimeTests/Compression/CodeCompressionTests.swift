// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Testing

@testable import SubstrateRuntime

@Suite struct CodeCompressionTests {
    private static let text = [UInt8](String(repeating: "the genuine runtime inside ", count: 200).utf8)
    /// `zstd -19`, of a file: with the size of what is in it, and a check sum.
    private static let sized = frame(
        "28b52ffd641814150100b201060be06d12741059420380000b2cb86e766c3f62ef7b83150b0100eb93f7730c36e94f63")
    /// `zstd --no-check`, of a stream: without.
    private static let streamed = frame(
        "28b52ffd00581d0100d87468652067656e75696e652072756e74696d6520696e73696465200100eb93f7730c")

    private static func frame(_ hex: String) -> [UInt8] { (try? [UInt8](hex: hex)) ?? [] }

    private func decompressed(_ frames: [UInt8], limit: Int = 6_000) throws(RuntimeError) -> [UInt8] {
        try CodeCompression.decompressed(CodeCompression.magic + frames, limit: limit)
    }

    @Test("a runtime comes out of its compression, and one that is not compressed is left as it is")
    func good() throws {
        #expect(try decompressed(Self.sized) == Self.text)
        #expect(try decompressed(Self.streamed) == Self.text)
        #expect(try decompressed(Self.sized + Self.streamed, limit: 10_800) == Self.text + Self.text)
        let plain: [[UInt8]] = [
            [], [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0], CodeCompression.magic.dropLast(), Self.sized,
        ]
        for code in plain {
            #expect(try CodeCompression.decompressed(code) == code)
        }
    }

    @Test("more than the limit does not come out, whether the frame says its size or not")
    func limit() throws {
        #expect(try decompressed(Self.sized, limit: Self.text.count) == Self.text)
        #expect(try decompressed(Self.streamed, limit: Self.text.count) == Self.text)
        for frames in [Self.sized, Self.streamed, Self.streamed + Self.streamed] {
            #expect(throws: RuntimeError(.overLimit, "")) { try decompressed(frames, limit: Self.text.count - 1) }
        }
        #expect(throws: RuntimeError(.overLimit, "")) { try CodeCompression.decompressed([1, 2, 3], limit: 2) }
    }

    @Test("a cut stream is told as such")
    func cut() {
        for frame in [Self.sized, Self.streamed] {
            for length in 0..<frame.count {
                #expect(throws: RuntimeError(.damagedCompression, "")) {
                    try decompressed([UInt8](frame.prefix(length)))
                }
            }
        }
    }

    @Test("a damaged stream is told as such, and never comes out larger than it may")
    func damaged() {
        for place in Self.sized.indices {
            for bit in 0..<8 {
                var frame = Self.sized
                frame[place] ^= 1 << UInt8(bit)
                do throws(RuntimeError) {
                    // A bit that the format does not use, or one that leaves out the check sum.
                    let unpacked = try decompressed(frame)
                    #expect(unpacked.count <= 6_000)
                } catch {
                    #expect([.damagedCompression, .overLimit].contains(error.code))
                    #expect(!error.reason.contains("\n"))
                }
            }
        }
        // Something else behind the frame; a frame that wants a window of 2^41 bytes.
        for frames in [Self.sized + [1, 2, 3, 4, 5], Self.frame("28b52ffd00ff1d0100")] {
            #expect(throws: RuntimeError(.damagedCompression, "")) { try decompressed(frames) }
        }
    }

    @Test("where the library is missing it is named, with how to install it")
    func missing() {
        let error = #expect(throws: RuntimeError.self) { try ZstandardLibrary(paths: ["libnone-of-this.so.1"]) }
        #expect(error?.code == .missingLibrary)
        #expect(error?.reason.contains("libnone-of-this.so.1, is not here: install") == true)
    }
}
