// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateKeys

/// A small file that holds a secret and nothing else: a password for a script, a mnemonic to keep.
///
/// What is read may also be a pipe, a named pipe or `/dev/fd/3`: where another program hands a secret over. Text is read in
/// every shape that editors give it, and comes as UTF-8.
public struct SecretFile: Hashable, Sendable {
    public let path: String

    public init(path: String) { self.path = path }

    /// Whether there is something at the path.
    public var exists: Bool { (try? SystemCall.status(of: path)) != nil }

    /// The first line without its line break.
    ///
    /// Throws `keyfileMissing`, `notReadable`, or `corrupt` for what is larger than 4096 bytes, no file and no pipe, or no text.
    /// - Parameter isCancelled: asked again and again while a pipe is silent; then reading ends with `notReadable`.
    public func firstLine(isCancelled: () -> Bool = { Task.isCancelled }) throws(WalletError) -> SecretBytes {
        try text(isCancelled).untilLineBreak
    }

    /// The mnemonic in the file: the first line where that has twelve words or more, and otherwise all lines.
    ///
    /// Throws what ``firstLine(isCancelled:)`` throws.
    public func phrase(isCancelled: () -> Bool = { Task.isCancelled }) throws(WalletError) -> SecretBytes {
        let text = try text(isCancelled)
        let line = text.untilLineBreak
        return Mnemonic.countWords(in: line) >= Mnemonic.WordCount.twelve.rawValue ? line : text
    }

    private func text(_ isCancelled: () -> Bool) throws(WalletError) -> SecretBytes {
        try contents(noun: "file", atMost: Self.largestText, isCancelled: isCancelled).plainText(named: quoted(path))
    }

    /// The next line of an open file or pipe, without its line break; what follows stays unread. Throws `notReadable`, or
    /// `corrupt` for a line of more than 4096 bytes, and for what is no text.
    /// - Parameter isCancelled: see ``firstLine(isCancelled:)``.
    public static func line(
        ofDescriptor descriptor: CInt, isCancelled: () -> Bool = { Task.isCancelled }
    ) throws(WalletError) -> SecretBytes {
        var count = 0
        var buffer: SecretBytes?
        do throws(SystemCall.Failure) {
            buffer = try SecretBytes(count: largestText + 1) { (buffer) throws(SystemCall.Failure) in
                while count < buffer.count {
                    let next = UnsafeMutableRawBufferPointer(rebasing: buffer[count...count])
                    guard try SystemCall.readSome(descriptor, into: next, isCancelled) == 1,
                        next[0] != UInt8(ascii: "\n")
                    else { return }
                    count += 1
                }
            }
        } catch {
            throw WalletError(.notReadable, "cannot read the open file \(descriptor): \(error.text)")
        }
        guard let buffer, count <= largestText else {
            throw WalletError(.corrupt, "the line in the open file \(descriptor) is longer than \(largestText) bytes")
        }
        return try buffer[0..<count].plainText(named: "the line in the open file \(descriptor)").untilLineBreak
    }

    private static let largestText = 4096

    /// Writes a new file, whole or not at all and readable by its owner only; throws `keyfileExists` rather than replace
    /// one.
    public func create(_ secret: SecretBytes) throws(WalletError) {
        try StagedFile(secret, for: path).publish(overwrite: false)
    }

    /// Removes the file, if it is there and may be removed.
    public func remove() { try? SystemCall.remove(path) }
}

extension SecretBytes {
    /// The text up to the first line break, of whatever system.
    package var untilLineBreak: SecretBytes {
        withUnsafeBytes { bytes in
            SecretBytes(bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") })
        }
    }
}
