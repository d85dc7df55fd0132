// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork

extension CardError: ReportableError {
    var exitStatus: ExitStatus {
        switch code {
        case .invalidOption, .unknownDevice: .usage
        case .noDriver, .driverBroken, .driverTooOld, .noDevice: .config
        default: .software
        }
    }
}
