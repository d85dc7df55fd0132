// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import SubstratePrimitives
import SubstrateRPC

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension NATSCredentials {
    /// Far more than a user's JWT with all its permissions.
    private static let longestFile = 64 << 10

    /// Reads a file of credentials (`.creds`) as `nsc` writes it: a JWT and a seed, each between lines of dashes. A file with
    /// a seed alone is read too.
    ///
    /// - Throws: `invalidCredentials` with the path, quoting nothing of what stands there.
    public static func file(_ path: String) throws(NATSError) -> NATSCredentials {
        // Does not wait: a pipe that lies there by accident cannot stop us.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard file >= 0 else { throw unusable(path, systemErrorText(errno)) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw unusable(path, systemErrorText(errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw unusable(path, "it is no file") }
        // One byte more than is allowed tells that there is more.
        var count = 0
        var failure: CInt?
        let bytes = SecretBytes(count: longestFile + 1) { target in
            while count < target.count {
                let got = read(file, target.baseAddress?.advanced(by: count), target.count - count)
                if got < 0, errno == EINTR { continue }
                guard got >= 0 else {
                    failure = errno
                    return
                }
                guard got > 0 else { return }
                count += got
            }
        }
        if let failure { throw unusable(path, systemErrorText(failure)) }
        guard count <= longestFile else { throw unusable(path, "it is longer than \(longestFile) bytes") }
        do throws(NATSError) {
            return try NATSCredentials(contents: bytes[0..<count])
        } catch {
            throw unusable(path, error.reason)
        }
    }

    /// What stands in a file of credentials.
    init(contents: SecretBytes) throws(NATSError) {
        let found = contents.withUnsafeBytes { bytes in
            Self.blocks(in: bytes).map { SecretBytes($0) }
        }
        switch found.count {
        case 1: self = .key(try NATSKey(seed: found[0]))
        case 2...: self = .signedUser(jwt: found[0], key: try NATSKey(seed: found[1]))
        default: throw NATSError(.invalidCredentials, "it holds no seed between lines of dashes")
        }
    }

    /// The lines that stand between lines of dashes; where there are no dashes at all, the only line.
    private static func blocks(in bytes: UnsafeRawBufferPointer) -> [Slice<UnsafeRawBufferPointer>] {
        let lines = bytes.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        func isDashes(_ line: Slice<UnsafeRawBufferPointer>) -> Bool {
            line.starts(with: "---".utf8) && line.reversed().starts(with: "---".utf8)
        }
        guard lines.contains(where: isDashes) else { return lines.count == 1 ? lines : [] }
        return lines.indices.dropFirst().dropLast()
            .filter { !isDashes(lines[$0]) && isDashes(lines[$0 - 1]) && isDashes(lines[$0 + 1]) }
            .map { lines[$0] }
    }

    private static func unusable(_ path: String, _ why: String) -> NATSError {
        NATSError(.invalidCredentials, "the credentials in \(excerpt(path)) cannot be used: \(why)")
    }
}
