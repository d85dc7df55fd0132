// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import TestVectors

/// The test certificate in a file, as trust roots are named.
struct CertificateFile {
    let path: String

    init() throws {
        let folder = FileManager.default.temporaryDirectory
        path = folder.appendingPathComponent("rpc-test-\(UUID().uuidString).pem").path
        try Data(TestCertificate.certificate).write(to: URL(fileURLWithPath: path))
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
