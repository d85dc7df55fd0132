public import SubstrateKeys

/// A small file that holds a secret and nothing else: a password for a script, a mnemonic to keep.
public struct SecretFile: Hashable, Sendable {
    public let path: String

    public init(path: String) { self.path = path }

    /// Whether there is something at the path.
    public var exists: Bool { (try? SystemCall.status(of: path)) != nil }

    /// The first line without its line break; throws `keyfileMissing`, `notReadable`, or `corrupt` for what is no small
    /// file.
    public func firstLine() throws(WalletError) -> SecretBytes {
        let bytes = try read(noun: "file", atMost: 4096)
        let count = bytes.withUnsafeBytes { bytes in
            bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }.count
        }
        return bytes[0..<count]
    }

    /// Writes a new file, whole or not at all and readable by its owner only; throws `keyfileExists` rather than replace
    /// one.
    public func create(_ secret: SecretBytes) throws(WalletError) {
        try StagedFile(secret, for: path).publish(overwrite: false)
    }

    /// Removes the file, if it is there and may be removed.
    public func remove() { try? SystemCall.remove(path) }

    /// All bytes of a regular file that is not larger than `limit`.
    func read(noun: String, atMost limit: Int) throws(WalletError) -> SecretBytes {
        let refusal: String
        do throws(SystemCall.Failure) {
            let descriptor = try SystemCall.openForReading(path)
            defer { SystemCall.closeFile(descriptor) }
            let status = try SystemCall.status(of: descriptor)
            if status.isRegularFile, status.byteCount <= limit {
                var count = 0
                let buffer = try SecretBytes(count: status.byteCount) { (buffer) throws(SystemCall.Failure) in
                    count = try SystemCall.readAll(descriptor, into: buffer)
                }
                // A file that grows meanwhile is cut off, and then is no valid JSON or no valid box.
                return buffer[0..<count]
            }
            refusal =
                status.isRegularFile ? "has \(status.byteCount) bytes: no \(noun) is that large" : "is no regular file"
        } catch {
            throw error.isMissing
                ? WalletError(.keyfileMissing, "there is no \(noun) \(quoted(path))")
                : WalletError(.notReadable, "cannot read \(quoted(path)): \(error.text)")
        }
        throw WalletError(.corrupt, "\(quoted(path)) \(refusal)")
    }
}
