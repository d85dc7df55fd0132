// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet

extension WalletError: ReportableError {
    var exitStatus: ExitStatus {
        switch code {
        case .invalidName, .weakPassword, .invalidPasswordVariable: .usage
        case .walletMissing, .keyfileMissing: .noInput
        case .keyfileExists, .notWritable, .diskFull: .cannotCreate
        case .corrupt, .publicKeyOnly, .unsupportedEncryption: .dataError
        case .notReadable, .passwordNeeded, .wrongPassword: .noPermission
        case .busy, .outOfMemory: .tryAgain
        default: .software
        }
    }
}
