import SubstrateClient

extension ClientError: ReportableError {
    var exitStatus: ExitStatus {
        switch code {
        case .connection: .unavailable
        case .node, .malformedAnswer, .unsupportedMetadata, .unknownBlock: .software
        case .notInRuntime, .encoding, .unknownExtension: .config
        case .refused: .refused
        case .notIncluded: .tryAgain
        case .cancelled: .interrupted
        }
    }
}
