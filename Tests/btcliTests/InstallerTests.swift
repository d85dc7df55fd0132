// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if os(Linux)
    import Foundation
    import Testing

    @testable import btcli

    /// `scripts/install.sh`, and `btcli legacy update`, which runs it.
    @Suite("The installer")
    struct InstallerTests {
        @Test("installs, puts a newer version in its place, and removes all of it and nothing else")
        func wholeLife() throws {
            let releases = try ReleaseFolder()
            try releases.add("0.8.0", page: "btcli-gone")
            try releases.add("0.10.0")
            let first = try releases.install("--version", "0.8.0")
            #expect(first.status == 0, "\(first.errors)")
            #expect(try releases.version() == "0.8.0")
            #expect(releases.installed.contains("share/man/man1/btcli-gone.1"))

            #expect(try releases.install("--dry-run").errors.contains("btcli 0.10.0 would be installed"))
            #expect(try releases.version() == "0.8.0")
            #expect(try releases.install("--newest").output == "0.10.0\n")
            #expect(try releases.install().status == 0)
            #expect(try releases.version() == "0.10.0")
            #expect(releases.installed == ReleaseFolder.files)

            try releases.home.write("mine", to: "prefix/share/man/man1/mine.1")
            #expect(try releases.install("--uninstall").status == 0)
            #expect(releases.installed == ["share/man/man1/mine.1"])
            #expect(!FileManager.default.fileExists(atPath: "\(releases.prefix)/bin"))
            #expect(try releases.install("--uninstall").status == 1)
        }

        @Test("changes nothing where something is wrong")
        func refusals() throws {
            let releases = try ReleaseFolder()
            try releases.add("0.8.0")
            func refuse(_ part: String, _ result: (status: Int32, output: String, errors: String)) {
                #expect(result.status == 1)
                #expect(result.errors.contains("error: "))
                #expect(result.errors.contains(part), "\(result.errors)")
                #expect(releases.installed.isEmpty)
            }
            refuse("is there a version 0.9.0", try releases.install("--version", "0.9.0"))
            refuse("is no version", try releases.install("--version", "../0.8.0"))
            refuse("is no address", try releases.install(environment: ["BTCLI_RELEASES": "ftp://nowhere"]))
            refuse("set BTCLI_RELEASES", try releases.install(environment: ["BTCLI_RELEASES": ""]))
            try releases.add("0.9.0", glibc: "2.999")
            refuse("needs glibc 2.999 or newer", try releases.install())
            for name in releases.home.files where name.hasSuffix(".tar.gz") {
                try releases.home.write("damaged", to: name)
            }
            refuse("its checksum", try releases.install())
            #expect(try releases.install("--unknown").status == 2)
        }

        @Test("leaves a btcli alone that somebody else installed, unless it is told to")
        func foreign() throws {
            let releases = try ReleaseFolder()
            try releases.add("0.8.0")
            try releases.home.write("Python's", to: "prefix/bin/btcli")
            #expect(try releases.install().errors.contains("did not install"))
            #expect(try releases.home.read("prefix/bin/btcli") == "Python's")
            #expect(try releases.install("--force").status == 0)
            #expect(try releases.version() == "0.8.0")
        }

        @Test("does nothing where its download was cut")
        func cut() throws {
            let releases = try ReleaseFolder()
            try releases.add("0.8.0")
            let length = try ReleaseFolder.length()
            // The last byte is a line break.
            for bytes in Array(stride(from: 0, to: length - 40, by: 400)) + Array(length - 40..<length - 1) {
                _ = try releases.install(bytes: bytes)
                #expect(releases.installed.isEmpty, "\(bytes) of \(length) bytes")
            }
            #expect(try releases.install(bytes: length).status == 0)
            #expect(releases.installed == ReleaseFolder.files)
        }

        @Test("legacy update has it put the newest release in place of the program")
        func update() throws {
            let releases = try ReleaseFolder()
            try releases.add("999.0.0")
            try releases.installThisProgram()
            #expect(try releases.version() == Release.version)

            let asked = try releases.update()
            #expect(asked.status == 64)
            #expect(asked.errors.contains("Update it to 999.0.0?"))
            let dry = try releases.update("--dry-run")
            #expect(dry.status == 0)
            #expect(dry.output.contains("There is btcli 999.0.0, and \(Release.version) is in \(releases.prefix)"))
            #expect(try releases.version() == Release.version)

            let run = try releases.update("--no-prompt", "--json-output")
            #expect(run.status == 0, "\(run.errors)")
            for part in [#""newest": "999.0.0""#, #""installed_by": "installer""#, #""updated": true"#] {
                #expect(run.output.contains(part))
            }
            #expect(try releases.version() == "999.0.0")
            #expect(releases.installed == ReleaseFolder.files)
        }

        @Test("legacy update leaves the newest alone, and says where the releases are not to be had")
        func noUpdate() throws {
            let releases = try ReleaseFolder()
            try releases.installThisProgram()
            let lost = try releases.update("--json-output")
            #expect(lost.status == 69)
            #expect(lost.output.contains(#""code": "no_release""#))
            try releases.add(Release.version)
            let run = try releases.update()
            #expect(run.status == 0)
            #expect(run.output == "btcli \(Release.version) in \(releases.prefix) is the newest.\n")
            try releases.add("999.0.0", glibc: "2.999")
            let failed = try releases.update("--no-prompt")
            #expect(failed.status == 73)
            #expect(failed.errors.contains("error: btcli 999.0.0 needs glibc 2.999"))
            #expect(try releases.version() == Release.version)
        }
    }
#endif
