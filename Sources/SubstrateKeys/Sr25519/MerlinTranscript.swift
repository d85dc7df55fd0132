// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSodium
import SubstratePrimitives

/// A Merlin transcript (merlin.cool, version 1.0): binds labelled messages and draws challenges from them.
struct MerlinTranscript {
    private var strobe = Strobe128(protocolLabel: "Merlin v1.0")

    init(_ label: String) { append("dom-sep", label.utf8) }

    /// Binds a public message.
    mutating func append(_ label: String, _ message: some Collection<UInt8>) {
        frame(label, count: message.count)
        strobe.ad(message)
    }

    /// Binds a secret message.
    mutating func append(_ label: String, _ message: SecretBytes) {
        message.withUnsafeBytes { append(label, $0) }
    }

    /// Draws `count` bytes that depend on everything bound so far.
    mutating func challenge(_ label: String, count: Int) -> SecretBytes {
        frame(label, count: count)
        return SecretBytes(count: count) { strobe.prf(into: $0) }
    }

    /// As `challenge`, for what everybody can compute: it needs no guarded memory.
    mutating func publicChallenge(_ label: String, count: Int) -> [UInt8] {
        frame(label, count: count)
        var bytes = [UInt8](repeating: 0, count: count)
        bytes.withUnsafeMutableBytes { strobe.prf(into: $0) }
        return bytes
    }

    /// Draws `count` secret bytes from the transcript, `witness` and the system's random source.
    ///
    /// They are unpredictable as long as either of the latter is, and no two transcripts share them (Merlin, "Transcript
    /// RNG").
    func witness(_ label: String, _ witness: SecretBytes, count: Int) -> SecretBytes {
        SecretBytes(count: count) { target in witness.withUnsafeBytes { self.witness(label, $0, into: target) } }
    }

    /// As `witness(_:_:count:)`, into memory of the caller's.
    ///
    /// - Parameter random: fills memory from the system's random source, but for tests.
    func witness(
        _ label: String, _ witness: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer,
        random: (UnsafeMutableRawBufferPointer) -> Void = Sodium.random
    ) {
        var fork = self
        defer { fork.wipe() }
        fork.frame(label, count: witness.count)
        fork.strobe.key(witness)
        fork.strobe.metaAD("rng".utf8)
        Sodium.withScratch(count: Self.seedCount) { seed in
            random(UnsafeMutableRawBufferPointer(start: seed, count: Self.seedCount))
            fork.strobe.key(UnsafeRawBufferPointer(start: seed, count: Self.seedCount))
        }
        fork.strobe.metaAD(Self.littleEndian(target.count))
        fork.strobe.prf(into: target)
    }

    /// How much of the system's random source goes into a witness.
    private static let seedCount = 32

    mutating func wipe() { strobe.wipe() }

    private mutating func frame(_ label: String, count: Int) {
        strobe.metaAD(label.utf8)
        strobe.metaAD(Self.littleEndian(count), more: true)
    }

    private static func littleEndian(_ count: Int) -> [UInt8] {
        withUnsafeBytes(of: UInt32(count).littleEndian, Array.init)
    }
}

extension MerlinTranscript {
    /// schnorrkel's signing context in the form that all Substrate chains use: the start of every signature's transcript.
    private static let substrateContext: MerlinTranscript = {
        var transcript = MerlinTranscript("SigningContext")
        transcript.append("", "substrate".utf8)
        return transcript
    }()

    /// The transcript of a signature of `publicKey` over `message`, up to the signature itself.
    init(signed message: some Collection<UInt8>, by publicKey: AccountID) {
        self = Self.substrateContext
        append("sign-bytes", message)
        append("proto-name", "Schnorr-sig".utf8)
        append("sign:pk", publicKey.bytes)
    }
}
