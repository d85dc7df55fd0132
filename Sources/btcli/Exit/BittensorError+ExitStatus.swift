import Bittensor

extension BittensorError: ReportableError {
    var exitStatus: ExitStatus {
        switch code {
        case .invalidAmount, .unknownNetwork, .invalidOption, .invalidWeights, .wrongChain: .usage
        case .notSubtensor, .noBlockHash, .noDifficulty, .notVerified: .software
        case .subnetMissing, .insufficientBalance, .insufficientStake, .notRegistered, .alreadyRegistered, .notOwner,
            .refusedByChain:
            .refused
        case .workNotChecked, .unsuitableRules, .registrationNotAllowed, .noFaucet, .wrongSigner,
            .hotkeyOfAnotherColdkey, .callMissing:
            .config
        case .tooManyRegistrations, .attemptsUsedUp: .tryAgain
        case .damagedFile: .dataError
        case .fileNotWritten: .cannotCreate
        }
    }
}
