// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import Foundation
import NIOCore

/// Attacks a server as strangers can, from four addresses, as fast as this machine allows.
struct AttackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "attack")

    @Option var port: Int
    @Option var kind: AttackKind
    @Option var seconds = 60.0
    @Option(help: "Connections from each address.") var connections = 320

    static let sources = ["127.0.0.1", "127.0.0.2", "127.0.0.3", "::1"]

    func run() async throws {
        try Self.allowManyFiles()
        for source in Self.sources {
            let address = try SocketAddress(ipAddress: source, port: 0)
            for _ in 0..<connections { AttackConnection.keepUp(kind, from: address, port: port) }
        }
        try await Task.sleep(for: .seconds(seconds))
        print(AttackConnection.count.load(ordering: .relaxed))
        fflushStandardOutput()
    }

    /// As many as the system lets this process have.
    private static func allowManyFiles() throws {
        var limit = rlimit()
        guard getrlimit(.init(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        guard setrlimit(.init(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            throw ValidationError("this process may not open enough files")
        }
    }
}
