import ArgumentParser

/// The root of the command tree.
struct Btcli: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "btcli",
        abstract: "The Bittensor command line.",
        discussion: """
            Answers go to standard output, everything else to standard error. With --json-output every command \
            prints exactly one JSON document. Spellings of the Python btcli (pow_register, --wallet.name) work too.

            EXIT STATUS:
            \(exitStatuses)
            """,
        version: version,
        subcommands: [
            WalletGroup.self,
            SubnetsGroup.self,
            RootGroup.self,
            StakeGroup.self,
            SudoGroup.self,
            WeightsGroup.self,
            LegacyGroup.self,
            PowGroup.self,
            LocalnetGroup.self,
            Query.self,
            Explain.self,
            ConfigGroup.self,
            Doctor.self,
            Info.self,
            Completion.self,
            Manual.self,
        ])

    private static var exitStatuses: String {
        ExitStatus.allCases.map { "  " + String($0.rawValue).padded(to: 5) + $0.meaning }.joined(separator: "\n")
    }
}
