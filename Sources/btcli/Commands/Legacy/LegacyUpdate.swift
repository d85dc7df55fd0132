// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `btcli legacy update`: a newer version, or how to get one.
struct LegacyUpdate: ConsoleCommand {
    static let toleratesBadSettings = true
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Update this program, or say how.",
        discussion: """
            What install.sh has installed it updates, after a question: the newest release is fetched, checked and put in \
            place of this one. For a package of the system, and for what was built from its source, it says what to run.
            """)

    @Flag(help: "Say what would be done, and change nothing.")
    var dryRun = false

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let installation = try await Installation(of: Executable.path, environment: console.environment)
        var answer = UpdateAnswer(installation: installation)
        if case .installer(let installer) = installation {
            let newest = try await console.working("Looking for the newest version") { try await installer.newest() }
            answer.newest = newest
            if answer.isOld, !dryRun {
                try await console.requireConsent(
                    "Update it to \(newest)?",
                    after: "This is btcli \(Release.version) in \(installer.prefix.printable).",
                    otherwise: "nothing was changed")
                let notes = try await console.working("Updating") { try await installer.install(newest) }
                for note in notes { console.detail(note.printable) }
                answer.isUpdated = true
            }
        }
        try console.show(answer)
        return .done
    }
}

/// Which version this is, which there is, and what was or can be done about it.
struct UpdateAnswer: Answer {
    let installation: Installation
    /// nil where nobody has looked.
    var newest: String?
    var isUpdated = false

    /// Whether there is a newer version than this one.
    var isOld: Bool { newest.map(Release.isOlder(than:)) ?? false }

    private var installedBy: String {
        switch installation {
        case .installer: "installer"
        case .package: "package"
        case .source: "source"
        }
    }

    /// What to run.
    private var steps: [String] {
        switch installation {
        case .installer: isOld && !isUpdated ? ["btcli legacy update"] : []
        case .package(let name): ["sudo apt install ./\(name)_VERSION_\(Self.debianArchitecture).deb"]
        case .source: ["git pull", "make", "sudo make install"]
        }
    }

    private static var debianArchitecture: String {
        #if arch(arm64)
            "arm64"
        #else
            "amd64"
        #endif
    }

    var document: OutputDocument {
        [
            "version": .string(Release.version), "newest": .string(orNull: newest),
            "installed_by": .string(installedBy), "updated": .bool(isUpdated),
            "steps": .array(steps.map { .string($0) }),
        ]
    }

    func text(width: Int?) -> StyledText {
        let list = steps.map { "\n  \($0)" }.joined()
        switch installation {
        case .installer(let installer):
            let place = installer.prefix.printable
            guard isOld, let newest else { return "btcli \(Release.version) in \(place) is the newest." }
            return isUpdated
                ? "btcli \(newest) is in \(place), where \(Release.version) was."
                : "There is btcli \(newest), and \(Release.version) is in \(place). Nothing was changed; to update it:\(list)"
        case .package(let name):
            return "This is btcli \(Release.version), of the system's package \(name.printable). "
                + "To update it, fetch the package of the newest release, and:\(list)"
        case .source:
            return
                "This is btcli \(Release.version), built from its source. To update it, in the folder of the source:\(list)"
        }
    }
}
