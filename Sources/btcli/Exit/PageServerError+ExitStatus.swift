// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import PageServer

extension PageServerError: ReportableError {
    var exitStatus: ExitStatus {
        switch code {
        case .cannotListen: .cannotCreate
        default: .unavailable
        }
    }
}
