// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubtensorLocalnet

extension LocalnetError: ReportableError {
    var exitStatus: ExitStatus {
        switch code {
        case .stateUnreadable, .stateOfOtherChain, .runtimeRefused, .blockNotMade: .dataError
        case .upstreamSilent: .unavailable
        case .genesisRefused: .usage
        case .stateInUse, .stateNotSaved: .cannotCreate
        default: .software
        }
    }
}
