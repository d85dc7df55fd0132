// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys

extension SecretFile {
    /// All bytes of a regular file that is not larger than `limit`: of one that lies where only such files belong.
    func regularContents(noun: String, atMost limit: Int) throws(WalletError) -> SecretBytes {
        try read(noun: noun, atMost: limit, allowsStreams: false) { false }
    }

    /// All bytes of a file that is not larger than `limit`, or that come out of a pipe until it is closed.
    func contents(noun: String, atMost limit: Int, isCancelled: () -> Bool) throws(WalletError) -> SecretBytes {
        try read(noun: noun, atMost: limit, allowsStreams: true, isCancelled)
    }

    private func read(
        noun: String, atMost limit: Int, allowsStreams: Bool, _ isCancelled: () -> Bool
    ) throws(WalletError) -> SecretBytes {
        let refusal: String
        do throws(SystemCall.Failure) {
            let descriptor = try SystemCall.openForReading(path)
            defer { SystemCall.closeFile(descriptor) }
            let status = try SystemCall.status(of: descriptor)
            if status.isRegularFile, status.byteCount <= limit {
                // A file that grows meanwhile is cut off, and then is no valid JSON or no valid box.
                return try Self.bytes(of: descriptor, atMost: status.byteCount) { false }
            }
            if status.isRegularFile {
                refusal = "has \(status.byteCount) bytes: no \(noun) is that large"
            } else if SystemCall.isTerminal(descriptor) {
                refusal = "is a terminal: leave the option out to be asked"
            } else if allowsStreams, status.isStream {
                let bytes = try Self.bytes(of: descriptor, atMost: limit + 1, isCancelled)
                if bytes.count <= limit { return bytes }
                refusal = "has more than \(limit) bytes: no \(noun) is that large"
            } else {
                refusal = status.isFolder ? "is a folder" : "is no regular file"
            }
        } catch {
            throw error.isMissing
                ? WalletError(.keyfileMissing, "there is no \(noun) \(quoted(path))")
                : WalletError(.notReadable, "cannot read \(quoted(path)): \(error.text)")
        }
        throw WalletError(.corrupt, "\(quoted(path)) \(refusal)")
    }

    private static func bytes(
        of descriptor: CInt, atMost limit: Int, _ isCancelled: () -> Bool
    ) throws(SystemCall.Failure) -> SecretBytes {
        var count = 0
        let buffer = try SecretBytes(count: limit) { (buffer) throws(SystemCall.Failure) in
            while count < buffer.count {
                let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
                let step = try SystemCall.readSome(descriptor, into: rest, isCancelled)
                if step == 0 { return }
                count += step
            }
        }
        return buffer[0..<count]
    }
}
