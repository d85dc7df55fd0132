// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CertificateAuthority

extension CertificateError: ReportableError {
    var exitStatus: ExitStatus {
        switch code {
        case .invalidName, .invalidHost: .usage
        default: .software
        }
    }
}
