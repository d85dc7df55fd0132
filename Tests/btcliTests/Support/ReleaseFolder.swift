// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation

/// Releases as GitHub has them, in somebody's home; what they install there, and the installer that does.
struct ReleaseFolder {
    private static let script = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../scripts/install.sh").standardized.path
    /// What everybody installs here.
    static let files = [
        "bin/btcli", "share/btcli/files", "share/btcli/glibc", "share/btcli/install.sh", "share/man/man1/btcli.1",
    ]

    let home: Home
    var prefix: String { "\(home.path)/prefix" }
    var environment: [String: String] {
        [
            "PATH": "/usr/bin:/bin", "HOME": home.path, "PREFIX": prefix,
            "BTCLI_RELEASES": "file://\(home.path)/releases",
        ]
    }

    /// What is installed, sorted.
    var installed: [String] {
        home.files.filter { $0.hasPrefix("prefix/") }.map { String($0.dropFirst("prefix/".count)) }
    }

    init() throws { home = try Home() }

    /// Adds a release, the newest from now on, whose program only tells its version.
    func add(_ version: String, glibc: String = "2.0", page: String = "btcli") throws {
        let system = try Program.run("/bin/uname", ["-m"]).output.trimmingCharacters(in: .newlines)
        let name = "btcli-\(version)-linux-\(system)"
        let folder = "releases/download/\(version)"
        let program = try home.write("#!/bin/sh\necho \(version)\n", to: "packing/\(name)/bin/btcli")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        try home.write("\(glibc)\n", to: "packing/\(name)/share/btcli/glibc")
        try home.write(
            String(contentsOfFile: Self.script, encoding: .utf8), to: "packing/\(name)/share/btcli/install.sh")
        try home.write("a page", to: "packing/\(name)/share/man/man1/\(page).1")
        try home.write("\(version)\n", to: "\(folder)/version.txt")
        try home.write("\(version)\n", to: "releases/latest/download/version.txt")
        let made = try Program.run(
            "/bin/sh",
            [
                "-c",
                """
                cd "\(home.path)/\(folder)"
                tar -czf \(name).tar.gz -C ../../../packing \(name)
                sha256sum \(name).tar.gz >\(name).tar.gz.sha256
                """,
            ])
        guard made.status == 0 else { throw CocoaError(.fileWriteUnknown) }
        try home.remove("packing")
    }

    /// Runs the installer.
    func install(
        _ arguments: String..., environment: [String: String] = [:]
    ) throws -> (status: Int32, output: String, errors: String) {
        try Program.run(
            "/bin/sh", [Self.script] + arguments, environment: self.environment.merging(environment) { $1 })
    }

    /// The same by the first bytes of its script.
    func install(bytes: Int) throws -> (status: Int32, output: String, errors: String) {
        let script = try String(contentsOfFile: Self.script, encoding: .utf8)
        return try Program.run(
            "/bin/sh", [], input: String(decoding: script.utf8.prefix(bytes), as: UTF8.self), environment: environment)
    }

    static func length() throws -> Int { try String(contentsOfFile: script, encoding: .utf8).utf8.count }

    /// Puts the program that was built beside these tests where the installer would have put it.
    func installThisProgram() throws {
        let built = try ProgramTests.program([])
        let place = "\(prefix)/bin/btcli"
        try home.write("", to: "prefix/bin/.keep")
        try home.remove("prefix/bin/.keep")
        do {
            try FileManager.default.linkItem(atPath: built.executableURL?.path ?? "", toPath: place)
        } catch {
            // Another file system.
            try FileManager.default.copyItem(atPath: built.executableURL?.path ?? "", toPath: place)
        }
        try home.write(
            String(contentsOfFile: Self.script, encoding: .utf8), to: "prefix/share/btcli/install.sh")
        try home.write("bin/btcli\nshare/btcli/install.sh\n", to: "prefix/share/btcli/files")
    }

    /// Runs `btcli legacy update` of the program that is installed.
    func update(_ arguments: String...) throws -> (status: Int32, output: String, errors: String) {
        try Program.run("\(prefix)/bin/btcli", ["legacy", "update"] + arguments, environment: environment)
    }

    /// What the installed program says of itself.
    func version() throws -> String {
        try Program.run("\(prefix)/bin/btcli", ["--version"]).output.trimmingCharacters(in: .newlines)
    }
}
