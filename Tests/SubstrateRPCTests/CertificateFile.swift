// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import NIOSSL
import TestVectors

/// A file of a test's own, as trust roots are named: the test certificate, or other bytes.
struct CertificateFile {
    let path: String

    init(_ bytes: [UInt8] = TestCertificate.certificate) throws {
        let folder = FileManager.default.temporaryDirectory
        path = folder.appendingPathComponent("rpc-test-\(UUID().uuidString).pem").path
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    /// The certificate of an authority, in DER.
    init(of authority: TestAuthority) throws { try self.init(authority.certificate.toDERBytes()) }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
