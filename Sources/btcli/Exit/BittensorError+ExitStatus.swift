import Bittensor

extension BittensorError: ReportableError {
    var exitStatus: ExitStatus {
        switch code {
        case .invalidAmount, .unknownNetwork, .invalidOption, .cudaUnavailable: .usage
        case .notSubtensor, .noBlockHash, .noDifficulty, .notVerified: .software
        case .subnetMissing, .insufficientBalance, .refusedByChain: .refused
        case .workNotChecked, .unsuitableRules, .registrationNotAllowed, .noFaucet, .wrongSigner,
            .hotkeyOfAnotherColdkey:
            .config
        case .tooManyRegistrations, .attemptsUsedUp: .tryAgain
        }
    }
}
