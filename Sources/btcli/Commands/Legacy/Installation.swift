// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// How a program came to be where it is.
enum Installation: Sendable {
    /// `install.sh` has installed it.
    case installer(Installer)
    /// It belongs to this package of Debian's package manager.
    case package(String)
    /// Neither: it was built there, or put there by `make install`.
    case source

    /// Looks around the program at this path.
    init(of executable: String, environment: Environment) async throws {
        let program = URL(filePath: executable).resolvingSymlinksInPath()
        let prefix = program.deletingLastPathComponent().deletingLastPathComponent()
        if let installer = Installer(prefix: prefix.path, program: program.path, environment: environment) {
            self = .installer(installer)
            return
        }
        let dpkg = "/usr/bin/dpkg-query"
        if FileManager.default.isExecutableFile(atPath: dpkg) {
            let search = try await Subprocess.run(dpkg, ["--search", program.path], environment: environment.variables)
            // `btcli: /usr/bin/btcli`
            if search.status == 0, let name = search.output.split(separator: ":").first {
                self = .package(String(name))
                return
            }
        }
        self = .source
    }
}
