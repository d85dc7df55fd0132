// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys

extension KeysError: ReportableError {
    var exitStatus: ExitStatus { .dataError }
}
