// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstratePrimitives
import SubtensorClient

/// `btcli wallet set-identity`: presents the owner of a coldkey.
struct WalletSetIdentity: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "set-identity",
        abstract: "Present yourself on the chain, under the wallet's coldkey, for everyone to read.",
        discussion: """
            What is not given stays as it is; an empty text takes it away. --name is the wallet's, as everywhere; the \
            name to present is --display.
            """)

    @Option(help: ArgumentHelp("The name.", valueName: "text"))
    var display: String?

    @Option(help: ArgumentHelp("The website.", valueName: "url"))
    var url: String?

    @Option(help: ArgumentHelp("The source repository.", valueName: "url"))
    var githubRepo: String?

    @Option(help: ArgumentHelp("The picture.", valueName: "url"))
    var image: String?

    @Option(help: ArgumentHelp("The Discord channel or handle.", valueName: "text"))
    var discord: String?

    @Option(help: ArgumentHelp("What it is for.", valueName: "text"))
    var description: String?

    @Option(help: ArgumentHelp("Anything else.", valueName: "text"))
    var additional: String?

    @OptionGroup var old: OldIdentityTexts
    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        if !old.labels.isEmpty {
            console.say(
                "The chain has no fields for \(old.labels.joined(separator: ", ")): they go into the additional text.")
        }
        let asked = try await askedName(console)
        return try await transaction.carryOut(console, orSay: "The identity is that already.") { subtensor, wallet in
            let now = try await subtensor.identity(of: try wallet.coldkeyPublic())
            let identity = try identity(named: asked, over: now)
            if identity == now { return nil }
            return ActionStep(.setIdentity(identity)) { kept in
                ActionReport("Set the identity to \(excerpt(kept?.name ?? identity.name))", kept?.facts ?? [])
            }
        }
    }

    /// The name, where someone is there who did not say it and says nothing else either.
    private func askedName(_ console: Console) async throws -> String? {
        let texts = [display, url, githubRepo, image, discord, description, additional]
        guard texts.allSatisfy({ $0 == nil }), old.labels.isEmpty else { return nil }
        return try await console.ask("Enter the name to present", option: "--display")
    }

    private func identity(named asked: String?, over now: ChainIdentity?) throws(CLIError) -> ChainIdentity {
        let name = display ?? asked ?? now?.name ?? ""
        guard !name.isEmpty else { throw CLIError(.usage, "an identity needs a name: add --display") }
        let extra = old.text
        return ChainIdentity(
            name: name, description: description ?? now?.description ?? "", url: url ?? now?.url ?? "",
            githubRepo: githubRepo ?? now?.githubRepo ?? "", image: image ?? now?.image ?? "",
            discord: discord ?? now?.discord ?? "",
            additional: additional.map { extra.isEmpty ? $0 : "\($0); \(extra)" }
                ?? (extra.isEmpty ? now?.additional ?? "" : extra))
    }
}

/// What identities had fields for once.
struct OldIdentityTexts: ParsableArguments {
    @Option(help: ArgumentHelp("Goes into the additional text.", valueName: "text")) var legal: String?
    @Option(help: ArgumentHelp("Goes into the additional text.", valueName: "text")) var riot: String?
    @Option(help: ArgumentHelp("Goes into the additional text.", valueName: "text")) var email: String?
    @Option(help: ArgumentHelp("Goes into the additional text.", valueName: "text")) var pgpFingerprint: String?
    @Option(help: ArgumentHelp("Goes into the additional text.", valueName: "text")) var twitter: String?

    private var given: [(label: String, text: String)] {
        [("legal", legal), ("riot", riot), ("email", email), ("pgp_fingerprint", pgpFingerprint), ("twitter", twitter)]
            .compactMap { label, text in text.map { (label, $0) } }
    }

    var labels: [String] { given.map(\.label) }
    /// All of them on one line, such as `email: a@b.c; twitter: @d`.
    var text: String { given.map { "\($0.label): \($0.text)" }.joined(separator: "; ") }
}

extension ChainIdentity {
    /// What it says, field by field.
    var facts: [Fact] {
        [
            Fact("name", "Name", .text(name)), Fact("url", "Website", .text(url)),
            Fact("github_repo", "Repository", .text(githubRepo)), Fact("image", "Picture", .text(image)),
            Fact("discord", "Discord", .text(discord)), Fact("description", "Description", .text(description)),
            Fact("additional", "Additional", .text(additional)),
        ]
    }
}
