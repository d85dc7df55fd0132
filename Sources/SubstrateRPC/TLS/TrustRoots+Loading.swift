// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

package import NIOSSL
import SubstratePrimitives

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension WebSocketConfiguration.TrustRoots {
    /// Puts the roots into a TLS configuration.
    ///
    /// - Throws: `tlsFailure` with the path that cannot be used.
    package func load(into tls: inout TLSConfiguration) throws(RPCError) {
        var first = sources.contains(.system) ? NIOSSLTrustRoots.default : nil
        var others: [NIOSSLCertificate] = []
        for source in sources {
            switch source {
            case .system: break
            case .file(let path): others += try Self.certificates(in: path)
            case .folder(let path):
                switch Self.kind(of: path) {
                // In the first place a folder is looked into only for what is wanted; elsewhere it is read as a whole.
                case .success(S_IFDIR) where first == nil: first = .file(path)
                case .success(S_IFDIR): others += Self.certificates(inFolder: path)
                // Nobody has named it.
                case _ where path == Self.systemFolder: break
                case .success: throw Self.unusable(path, "it is no folder")
                case .failure(let error): throw Self.unusable(path, systemErrorText(error.number))
                }
            }
        }
        tls.trustRoots = first ?? .certificates([])
        tls.additionalTrustRoots = [.certificates(others)]
    }

    private struct SystemError: Error {
        let number: CInt
    }

    /// Far beyond every bundle of authorities, which have some 200 kB.
    private static let longestFile = 16 << 20

    private static func certificates(in path: String) throws(RPCError) -> [NIOSSLCertificate] {
        switch kind(of: path) {
        case .success(S_IFREG): break
        case .success: throw unusable(path, "it is no file")
        case .failure(let error): throw unusable(path, systemErrorText(error.number))
        }
        if let found = try? NIOSSLCertificate.fromPEMFile(path), !found.isEmpty { return found }
        if let found = try? NIOSSLCertificate.fromDERFile(path) { return [found] }
        throw unusable(path, "it holds no certificate, in PEM or DER, that can be read")
    }

    /// More than every system has.
    private static let largestFolder = 4096

    /// The certificates whose names are hashes, such as `5ed36f99.0`; what cannot be read is left out.
    private static func certificates(inFolder path: String) -> [NIOSSLCertificate] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var found: [NIOSSLCertificate] = []
        var count = 0
        while let entry = readdir(folder), count < largestFolder {
            count += 1
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            let parts = name.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0].count == 8, parts[0].allSatisfy(\.isHexDigit), Int(parts[1]) != nil else {
                continue
            }
            found += (try? certificates(in: "\(path)/\(name)")) ?? []
        }
        return found
    }

    /// What lies at `path`: the bits of its kind.
    private static func kind(of path: String) -> Result<mode_t, SystemError> {
        var status = stat()
        guard stat(path, &status) == 0 else { return .failure(SystemError(number: errno)) }
        let kind = status.st_mode & S_IFMT
        guard kind != S_IFREG || status.st_size <= longestFile else { return .failure(SystemError(number: EFBIG)) }
        guard access(path, R_OK) == 0 else { return .failure(SystemError(number: errno)) }
        return .success(kind)
    }

    private static func unusable(_ path: String, _ why: String) -> RPCError {
        RPCError(
            .tlsFailure,
            "the certificate authorities in \(excerpt(path)) cannot be used: \(why); "
                + "correct the path, which SSL_CERT_FILE, SSL_CERT_DIR or the caller names")
    }
}
