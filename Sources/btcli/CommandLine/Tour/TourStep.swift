// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// One command of the tour, and what it is good for.
struct TourStep: Sendable {
    let title: String
    let words: String
    /// What is run, behind `btcli`.
    let arguments: [String]

    /// As one would type it.
    var commandLine: String { (["btcli"] + arguments.map(\.shellWord)).joined(separator: " ") }

    /// From no wallet to stake and weights.
    static func all(on network: String) -> [TourStep] {
        [
            TourStep(
                title: "Say which chain is meant",
                words: """
                    A chain of this tour's own runs inside this program, under the rules of mainnet's registration by \
                    work. Settings say once for all commands what they would otherwise be told each time.
                    """,
                arguments: ["config", "set", "network", network]),
            TourStep(
                title: "Make a wallet",
                words: """
                    The coldkey holds funds and owns hotkeys; a hotkey works online. Yours would be encrypted with a \
                    password, and its mnemonic would be shown to be written down. This one ends with the tour.
                    """,
                arguments: ["wallet", "create", "--no-password", "--no-prompt"]),
            TourStep(
                title: "Work for some TAO",
                words: "Test chains have a faucet that pays for proof of work. Mainnet has none.",
                arguments: ["wallet", "faucet", "--no-prompt"]),
            TourStep(
                title: "Look at the balance", words: "What the coldkey owns: free, and staked.",
                arguments: ["wallet", "balance"]),
            TourStep(
                title: "See the subnets", words: "Subnet 0 is the root. Subnet 1 takes registrations.",
                arguments: ["subnets", "list"]),
            TourStep(
                title: "Register by proof of work",
                words: """
                    The hotkey becomes a neuron of subnet 1 once a number is found whose hash is small enough: this is \
                    what the processor, or a graphics card, searches for.
                    """,
                arguments: ["subnets", "pow-register", "--netuid", "1", "--no-prompt"]),
            TourStep(
                title: "Stake",
                words: """
                    TAO buys the subnet's alpha, which lies on the hotkey and gives it weight. --no-prompt does without \
                    the question that stands before everything that is sent.
                    """,
                arguments: ["stake", "add", "--netuid", "1", "--amount", "1", "--no-prompt"]),
            TourStep(
                title: "Set weights",
                words: """
                    A validator says by weights how well it thinks of each neuron. Here there is one: uid 0. As on the main network \
                    they are encrypted, and the chain opens them by itself some epochs later.
                    """,
                arguments: ["weights", "set", "--netuid", "1", "--uids", "0", "--weights", "1", "--no-prompt"]),
            TourStep(
                title: "Look at what came of it", words: "The neurons of the wallet's hotkeys, with their stake.",
                arguments: ["wallet", "overview"]),
            TourStep(
                title: "Look back", words: "What the coldkey did, from the events of blocks.",
                arguments: ["wallet", "history"]),
        ]
    }
}
