// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

/// `btcli doctor`: what works, what does not, and what to do.
struct Doctor: ConsoleCommand {
    static let toleratesBadSettings = true
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look whether everything works here, and say what to do where it does not.",
        discussion: """
            Looks at the configuration, the wallets and who may read them, the node and how far behind it is, its \
            runtime and how that takes work, this machine's clock, kernels and GPUs. Changes nothing, and needs no \
            password.

            Exits with 0 if all is fine, with 1 if something deserves a look, and with 78 if something is broken.
            """)

    @Flag(help: "Leave the node and its chain out.")
    var offline = false

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        var findings = Checkup.configuration(global, console)
        findings += Checkup.wallets(wallet, console)
        if !offline { findings += try await Checkup.chain(network, console) }
        findings += try await console.working("Trying the kernels") { try await Checkup.kernels() }
        findings += try await Checkup.cards(console)
        try console.show(DoctorAnswer(findings: findings))
        switch findings.map(\.verdict).max() ?? .fine {
        case .fine: return .done
        case .warning: return .no
        case .broken: return .config
        }
    }
}

/// What a checkup found.
struct DoctorAnswer: Answer {
    let findings: [Finding]

    var document: OutputDocument {
        [
            "worst": .string((findings.map(\.verdict).max() ?? .fine).rawValue),
            "findings": .array(
                findings.map {
                    [
                        "topic": .string($0.topic), "verdict": .string($0.verdict.rawValue),
                        "message": .string($0.message), "advice": .string($0.advice),
                    ]
                }),
        ]
    }

    func text(width: Int?) -> StyledText {
        let verdicts = Finding.Verdict.allCases.map(\.rawValue.count).max() ?? 0
        let topics = findings.map(\.topic.printable.count).max() ?? 0
        let indent = verdicts + topics + 4
        return findings.map { finding -> StyledText in
            let head: StyledText =
                "\(finding.verdict.rawValue.padded(to: verdicts), finding.verdict.style)  "
                + "\(finding.topic.printable.padded(to: topics), .label)  "
            let text = StyledText(finding.message.printable)
            let advice: StyledText = finding.advice.isEmpty ? "" : "\n\(StyledText.next) \(finding.advice.printable)"
            let words = text + advice
            // A narrow terminal has no room for three columns: the words stand below.
            guard let width, width - indent < 24 else {
                let blanks = StyledText(String(repeating: " ", count: indent))
                return head + words.wrapped(to: (width ?? 100) - indent).lines.joined(separator: "\n" + blanks)
            }
            let below = words.wrapped(to: max(1, width - 2)).lines.map { "  " + $0 }
            return ([head.trimmingTrailingBlanks] + below).joined(separator: "\n")
        }.joined(separator: "\n")
    }
}
