// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The installer that lies beside an installed program: `scripts/install.sh` of the release that it came with.
struct Installer: Sendable {
    /// The folder that `bin` and `share` are in.
    let prefix: String
    private let environment: Environment

    private var script: String { "\(prefix)/share/btcli/install.sh" }

    /// - Returns: nil unless the installer's list of files in this folder has the program.
    init?(prefix: String, program: String, environment: Environment) {
        self.prefix = prefix
        self.environment = environment
        guard let list = try? String(contentsOfFile: "\(prefix)/share/btcli/files", encoding: .utf8),
            list.split(separator: "\n").contains(where: { "\(prefix)/\($0)" == program }),
            FileManager.default.isReadableFile(atPath: script)
        else { return nil }
    }

    /// The version of the newest release.
    func newest() async throws -> String {
        let result = try await run(["--newest"])
        guard result.status == 0 else { throw CLIError(.noRelease, Self.reason(result)) }
        return String(result.output.drop(while: \.isWhitespace).prefix { !$0.isWhitespace })
    }

    /// Puts a version in place of the one that is there.
    ///
    /// - Returns: what the installer had to say.
    func install(_ version: String) async throws -> [String] {
        let result = try await run(["--version", version])
        guard result.status == 0 else { throw CLIError(.notUpdated, Self.reason(result)) }
        return result.errors.split(separator: "\n").map(String.init)
    }

    private func run(_ arguments: [String]) async throws -> Subprocess.Result {
        try await Subprocess.run(
            "/bin/sh", [script] + arguments, environment: environment.variables.merging(["PREFIX": prefix]) { $1 })
    }

    /// The script's own words; what its tools said stands before them.
    private static func reason(_ result: Subprocess.Result) -> String {
        let lines = result.errors.split(separator: "\n")
        let line = lines.last { $0.hasPrefix("error: ") }?.dropFirst("error: ".count) ?? lines.last
        return line.map(String.init) ?? "install.sh ended with \(result.status)"
    }
}
