import ArgumentParser
import BittensorPrimitives
import SubtensorClient

/// `btcli root list-delegates`: to whom stake can be delegated.
struct RootListDelegates: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "list-delegates",
        abstract: "List the delegates: take, nominators, stake, return.",
        discussion: "Those with the most stake come first. Alpha counts at the price of its pool.")

    @Option(
        help: ArgumentHelp(
            "Put the rows in the order of a column, such as take or nominators; numbers from the largest.",
            valueName: "column"))
    var sort: String?

    @OptionGroup var block: BlockOption
    @OptionGroup var table: TableOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let ranking = try await network.read("Reading the delegates", at: block.block, console) { subtensor, _ in
            try await subtensor.delegateRanking()
        }
        var answer = DelegatesAnswer(
            network: network.setting(console).text, block: ranking.block, table: .delegates(ranking))
        if let sort { try answer.table.sort(by: sort) }
        try table.show(answer, on: console)
        return .done
    }
}

/// The delegates of a chain.
struct DelegatesAnswer: TableAnswer {
    let network: String
    let block: BlockNumber
    var table: DataTable

    var title: String { "Delegates of \(network)" }
    var summary: [Fact] { [Fact("network", "Network", .text(network)), Fact("block", "Block", .block(block))] }
    var rowsName: String { "delegates" }
    var emptyText: String { "There are no delegates." }
}
