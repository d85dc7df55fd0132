// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Timelock

extension TimelockError: ReportableError {
    var exitStatus: ExitStatus {
        switch code {
        case .invalidBeacon, .invalidRound: .usage
        default: .dataError
        }
    }
}
