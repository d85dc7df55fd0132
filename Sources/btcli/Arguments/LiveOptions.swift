// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

/// The option that keeps an answer true.
struct LiveOptions: ParsableArguments {
    /// When it is read again.
    enum Interval: Hashable, Sendable, ExpressibleByArgument {
        case block
        case seconds(Int)

        init?(argument: String) {
            if argument == "block" {
                self = .block
            } else {
                guard let seconds = Int(argument), (1...86_400).contains(seconds) else { return nil }
                self = .seconds(seconds)
            }
        }
    }

    @Option(
        name: [.long, .customLong("watch")], defaultAsFlag: .block, parsing: .next,
        help: ArgumentHelp(
            "Show it again with every new block, or every so many seconds, with what has changed marked, until Ctrl-C.",
            valueName: "seconds"))
    var live: Interval?

    fileprivate func check(_ table: TableOptions, at block: BlockReference?, _ console: Console) throws(CLIError) {
        guard live != nil else { return }
        if console.options.json || table.csv {
            throw CLIError(
                .usage,
                "--live shows a table again and again: leave out --\(table.csv ? "csv" : GlobalOptions.jsonName)")
        }
        if block != nil {
            throw CLIError(.usage, "--live follows the chain, and --block names one block: leave one out")
        }
    }
}

extension NetworkOptions {
    /// Reads an answer and shows it: once, or, with `--live`, again and again until it is interrupted.
    func show<Shown: TableAnswer>(
        _ words: String, at block: BlockReference?, _ live: LiveOptions, _ page: PageOptions, _ console: Console,
        _ body: @escaping @Sendable (Subtensor, ReadPlace) async throws -> Shown
    ) async throws -> ExitStatus {
        try live.check(page.table, at: block, console)
        guard let interval = live.live else {
            try await page.show(try await read(words, at: block, console, body), on: console)
            return .done
        }
        let display = LiveDisplay(console, page.table.view)
        do {
            try await follow(interval, console) { subtensor, place in try display.show(try await body(subtensor, place))
            }
        } catch {
            // The way every live table ends is no error, whatever the interruption has broken off.
            guard Task.isCancelled else { throw error }
        }
        console.close()
        return .interrupted
    }

    /// Calls `body` for one block after another.
    private func follow(
        _ interval: LiveOptions.Interval, _ console: Console,
        _ body: @escaping @Sendable (Subtensor, ReadPlace) async throws -> Void
    ) async throws {
        let title = setting(console).title
        try await withSubtensor(console) { subtensor in
            func look() async throws {
                let state = try await subtensor.state()
                try await body(subtensor.pinned(to: state), ReadPlace(network: title, block: state.number))
            }
            switch interval {
            case .block:
                let heads = try await subtensor.heads()
                try await look()
                for try await _ in heads { try await look() }
                try Task.checkCancellation()
            case .seconds(let seconds):
                while true {
                    try await look()
                    try await Task.sleep(for: .seconds(seconds))
                }
            }
        }
    }
}
