// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives

extension AmountError: ReportableError {
    var exitStatus: ExitStatus { .usage }
}
