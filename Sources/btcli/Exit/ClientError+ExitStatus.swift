// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient

extension ClientError: ReportableError {
    var exitStatus: ExitStatus {
        switch code {
        // What is in a block but not final is not to be sent again.
        case .connection, .stateDiscarded, .unknownBlock, .notSigned, .unproven: .unavailable
        case .notFinalized, .outcomeUnknown: .unknown
        case .node where submission != nil: .refusedAfterSending
        case .notInRuntime, .encoding, .unknownExtension, .metadataUnchecked: .config
        case .wrongChain, .wrongSigner, .invalidArgument: .usage
        case .invalidDocument, .signatureMismatch, .unsupportedMetadata: .dataError
        case .expired, .wrongNonce: .refused
        case .notRecorded: .cannotCreate
        case .refused: submission == nil ? .refused : .refusedAfterSending
        // Certainly not carried out, now and later: these may be sent again.
        case .notIncluded, .notSent, .changed: .tryAgain
        case .cancelled: .interrupted
        default: .software
        }
    }
}
