// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import MiningFleet

extension FleetError: ReportableError {
    var exitStatus: ExitStatus {
        switch code {
        case .invalidName, .jobTooLarge: .usage
        case .superseded: .unavailable
        case .bus: cause?.exitStatus ?? .unavailable
        default: .dataError
        }
    }
}
