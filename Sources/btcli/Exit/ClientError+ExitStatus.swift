import SubstrateClient

extension ClientError: ReportableError {
    var exitStatus: ExitStatus {
        switch code {
        // What is in a block but not final is not to be sent again.
        case .connection, .notFinalized, .stateDiscarded: .unavailable
        case .node, .malformedAnswer, .unsupportedMetadata, .unknownBlock: .software
        case .notInRuntime, .encoding, .unknownExtension: .config
        case .refused: .refused
        case .notIncluded: .tryAgain
        case .cancelled: .interrupted
        }
    }
}
