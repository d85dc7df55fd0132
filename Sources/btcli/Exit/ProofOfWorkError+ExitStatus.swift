// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork

extension ProofOfWorkError: ReportableError {
    var exitStatus: ExitStatus {
        switch code {
        case .zeroDifficulty, .unknownKernel, .zeroStride, .countBeyondPeriod, .invalidOption: .usage
        case .sealMissesTarget, .otherPuzzle: .no
        case .threadNotStarted: .tryAgain
        default: .software
        }
    }
}
