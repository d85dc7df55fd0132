// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// How the process ends: what a script can tell apart. From 64 on the numbers are those of sysexits(3).
enum ExitStatus: Int32, Sendable, CaseIterable {
    case done = 0
    case no = 1
    case usage = 64
    case dataError = 65
    case noInput = 66
    case unavailable = 69
    case software = 70
    case cannotCreate = 73
    case ioError = 74
    case tryAgain = 75
    case refused = 76
    case noPermission = 77
    case config = 78
    case unknown = 79
    case refusedAfterSending = 80
    case hungUp = 129
    case interrupted = 130
    case terminated = 143

    /// What the number says, as `btcli --help` lists it.
    var meaning: String {
        switch self {
        case .done: "done"
        case .no: "the answer is no: none found, not met, or declined"
        case .usage: "used wrongly"
        case .dataError: "a file holds something else than it should"
        case .noInput: "a wallet or a file is missing"
        case .unavailable: "a node cannot be reached, went away, or lacks a block"
        case .software: "a node's answer makes no sense, or this program is wrong"
        case .cannotCreate: "a file cannot be written, or a port is taken"
        case .ioError: "standard output is closed or full"
        case .tryAgain: "try again later: stale work, a rate limit, no attempt left"
        case .refused: "refused before anything was sent: the chain would not take it"
        case .noPermission: "a wrong password, or no permission"
        case .config: "the chain's rules do not allow it, or its runtime lacks it"
        case .unknown:
            "signed and sent, and what became of it is not known: do not send it again, 'btcli wallet sent' finds out"
        case .refusedAfterSending: "signed and sent, and then refused by the node's pool or in its block"
        case .hungUp: "ended because the terminal was closed"
        case .interrupted: "interrupted by Ctrl-C"
        case .terminated: "ended by SIGTERM"
        }
    }
}
