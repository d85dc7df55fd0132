// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NATSClient

extension NATSError: ReportableError {
    var exitStatus: ExitStatus {
        switch code {
        case .invalidURL, .invalidSubject, .invalidHeader, .invalidName: .usage
        case .invalidCredentials: .dataError
        case .authenticationRefused, .permissionDenied: .noPermission
        case .cannotConnect, .tlsFailure, .notNATS, .serverTooOld, .refused, .connectionLost, .silent, .timedOut,
            .noResponders,
            .noJetStream, .jetStream:
            .unavailable
        case .tooMany: .tryAgain
        case .cancelled: .interrupted
        default: .software
        }
    }
}
