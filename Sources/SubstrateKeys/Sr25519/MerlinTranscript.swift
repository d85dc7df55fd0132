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
        var fork = self
        defer { fork.wipe() }
        fork.frame(label, count: witness.count)
        witness.withUnsafeBytes { fork.strobe.key($0) }
        fork.strobe.metaAD("rng".utf8)
        SecretBytes.random(count: 32).withUnsafeBytes { fork.strobe.key($0) }
        fork.strobe.metaAD(Self.littleEndian(count))
        return SecretBytes(count: count) { fork.strobe.prf(into: $0) }
    }

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
    /// A schnorrkel signing context with its message: the start of every transcript of this kind.
    init(context: String, message: some Collection<UInt8>) {
        self.init("SigningContext")
        append("", context.utf8)
        append("sign-bytes", message)
    }
}
