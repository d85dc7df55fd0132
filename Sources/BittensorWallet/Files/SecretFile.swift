// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

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
        try read(noun: "file", atMost: Self.longestLine).untilLineBreak
    }

    /// The next line of an open file or pipe, without its line break; what follows stays unread. Throws `notReadable`, or
    /// `corrupt` for a line of more than 4096 bytes.
    public static func line(ofDescriptor descriptor: CInt) throws(WalletError) -> SecretBytes {
        var count = 0
        do throws(SystemCall.Failure) {
            let buffer = try SecretBytes(count: longestLine + 1) { (buffer) throws(SystemCall.Failure) in
                while count < buffer.count {
                    let next = UnsafeMutableRawBufferPointer(rebasing: buffer[count...count])
                    guard try SystemCall.readAll(descriptor, into: next) == 1, next[0] != UInt8(ascii: "\n") else {
                        return
                    }
                    count += 1
                }
            }
            if count <= longestLine { return buffer[0..<count].untilLineBreak }
        } catch {
            throw WalletError(.notReadable, "cannot read the open file \(descriptor): \(error.text)")
        }
        throw WalletError(.corrupt, "the line in the open file \(descriptor) is longer than \(longestLine) bytes")
    }

    private static let longestLine = 4096

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

extension SecretBytes {
    fileprivate var untilLineBreak: SecretBytes {
        withUnsafeBytes { bytes in
            SecretBytes(bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") })
        }
    }
}
