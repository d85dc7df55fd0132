// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubtensorLocalnet

extension RPCServerError: ReportableError {
    var exitStatus: ExitStatus {
        switch code {
        case .cannotListen: .cannotCreate
        case .stopped: .unavailable
        default: .software
        }
    }
}
