// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SeededNumbers
import SubstrateClient
import TestVectors
import Testing

/// Damaged answers: every typed answer reads them in both ways to the same end, and takes no more memory than their
/// bytes can mean.
@Suite("Damaged answers")
struct ChainDataFuzzTests {
    /// Answers of a few kilobytes and less: longer ones only repeat what these hold.
    private static let largest = 4096

    @Test("read both ways to the same end", arguments: ChainDataVectorTests.readings)
    func damaged(reading: ChainDataVectorTests.Reading) throws {
        let metadata = ChainDataVectorTests.metadata
        let answers = ChainDataVectorTests.answers
            .filter { "\($0["api"].string)_\($0["method"].string)" == reading.call }.map { $0["result"].bytes }
        #expect(!answers.isEmpty, "\(reading.call)")
        for (number, answer) in answers.enumerated() {
            var numbers = SeededNumbers(seed: UInt64(number))
            for _ in 0..<32 {
                let bytes = numbers.damaged(Array(answer.prefix(Self.largest)))
                #expect(reading.endsAlike(bytes, metadata), "\(reading.call): \(bytes)")
            }
        }
    }

    @Test("bytes that mean nothing end the same way", arguments: ChainDataVectorTests.readings)
    func noise(reading: ChainDataVectorTests.Reading) {
        var numbers = SeededNumbers(seed: 7)
        for _ in 0..<64 {
            let bytes = numbers.noise()
            #expect(reading.endsAlike(bytes, ChainDataVectorTests.metadata), "\(reading.call): \(bytes)")
        }
    }
}

extension ChainDataVectorTests.Reading {
    /// Whether bytes read straight and by field names are the same value, or both refused.
    fileprivate func endsAlike(_ bytes: [UInt8], _ metadata: RuntimeMetadata) -> Bool {
        let parts = call.split(separator: "_", maxSplits: 1).map(String.init)
        guard let dynamic = try? metadata.decodeResult(bytes, of: parts[0], parts[1]) else {
            return (try? read(bytes, metadata)) == nil
        }
        guard let agreement = try? read(bytes, metadata) else { return false }
        return agreement.agree && dynamic.parts <= bytes.count + 64
    }
}

extension ScaleValue {
    /// How many values this one is made of.
    fileprivate var parts: Int {
        switch self {
        case .list(let values): values.reduce(1) { $0 + $1.parts }
        case .record(let members), .variant(_, let members): members.reduce(1) { $0 + $1.value.parts }
        default: 1
        }
    }
}

extension SeededNumbers {
    /// `bytes` with some changed, cut off or put in.
    fileprivate mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &self) {
            let place = Int.random(in: 0...bytes.count, using: &self)
            switch UInt8.random(in: 0..<4, using: &self) {
            case 0: bytes.removeLast(bytes.count - place)
            case 1: bytes.insert(contentsOf: noise().prefix(8), at: place)
            // The largest counts there are.
            case 2: bytes.insert(contentsOf: [254, 255, 255, 255], at: place)
            default: if place < bytes.count { bytes[place] = .random(in: .min ... .max, using: &self) }
            }
        }
        return bytes
    }

    /// Up to 256 bytes of anything.
    fileprivate mutating func noise() -> [UInt8] {
        bytes(below(257))
    }
}
