import ArgumentParser

/// `btcli legacy update`: how to get a newer version.
struct LegacyUpdate: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Show the version, and how to update. Changes nothing.")

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        try console.show(UpdateAnswer())
        return .done
    }
}

/// How to get a newer version.
struct UpdateAnswer: Answer {
    static let steps = ["git pull", "swift build -c release --product btcli"]

    var document: OutputDocument {
        ["version": .string(Release.version), "steps": .array(Self.steps.map { .string($0) })]
    }

    func text(width: Int?) -> String {
        "This is btcli \(Release.version). It does not update itself; in the folder of its source:\n"
            + Self.steps.map { "  \($0)" }.joined(separator: "\n")
    }
}
