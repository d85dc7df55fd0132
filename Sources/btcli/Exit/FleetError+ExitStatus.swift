// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import MiningFleet

extension FleetError: ReportableError {
    var exitStatus: ExitStatus {
        switch code {
        case .invalidName, .jobTooLarge: .usage
        case .bus: cause?.exitStatus ?? .unavailable
        default: .dataError
        }
    }
}
