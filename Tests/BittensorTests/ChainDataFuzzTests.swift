// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
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
            var damage = Damage(state: UInt64(number))
            for _ in 0..<32 {
                let bytes = damage.done(to: Array(answer.prefix(Self.largest)))
                #expect(reading.endsAlike(bytes, metadata), "\(reading.call): \(bytes)")
            }
        }
    }

    @Test("bytes that mean nothing end the same way", arguments: ChainDataVectorTests.readings)
    func noise(reading: ChainDataVectorTests.Reading) {
        var damage = Damage(state: 7)
        for _ in 0..<64 {
            let bytes = damage.noise()
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

/// Spoils bytes, the same way in every run.
private struct Damage: RandomNumberGenerator {
    var state: UInt64

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// `bytes` with some changed, cut off or put in.
    mutating func done(to bytes: [UInt8]) -> [UInt8] {
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
    mutating func noise() -> [UInt8] {
        let count = Int.random(in: 0...256, using: &self)
        return (0..<count).map { _ in .random(in: .min ... .max, using: &self) }
    }
}
