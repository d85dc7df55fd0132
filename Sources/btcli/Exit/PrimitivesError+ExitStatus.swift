// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

extension PrimitivesError: ReportableError {
    // Numbers, hex and addresses are parsed here only where a person typed them.
    var exitStatus: ExitStatus { .usage }
}
