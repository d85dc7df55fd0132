// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRuntime

extension RuntimeError: ReportableError {
    var exitStatus: ExitStatus {
        switch code {
        case .missingLibrary: .config
        // Whatever else is wrong is wrong with the runtime that was given.
        default: .dataError
        }
    }
}
