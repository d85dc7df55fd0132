// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

package import Foundation
package import NATSClient

/// A real nats-server of a test's own, on a port of its own, where this machine has the program.
package final class Broker: @unchecked Sendable {
    /// What keeps a server from listening: what it said.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    private static let path = ["/usr/sbin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"].map {
        "\($0)/nats-server"
    }
    .first { FileManager.default.isExecutableFile(atPath: $0) }
    package static var isThere: Bool { path != nil }
    package static let missing = "nats-server is not installed: run scripts/system-packages broker"

    /// Files of the test's own; the server's are there too.
    package let folder: URL
    package private(set) var port = 0
    /// One test uses it, and never from two tasks at once.
    private var process = Process()
    private let configuration: String?
    private let network: TestNetwork?
    private let store: String?

    /// - Parameters:
    ///   - configuration: what stands in the server's file besides its address and its store; `FOLDER` stands for its folder.
    ///   - files: what lies there, by name.
    ///   - store: where it keeps what it keeps in files; nil for its folder.
    ///   - network: on whose other host it runs; nil for this one.
    package init(
        _ configuration: String = "", files: [String: String] = [:], store: String? = nil,
        in network: TestNetwork? = nil
    ) throws {
        self.network = network
        self.store = store
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("nats-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
        self.configuration = configuration.replacing("FOLDER", with: folder.path)
        try start()
    }

    /// A server with a file that is there already.
    package init(file: String) throws {
        folder = URL(fileURLWithPath: file).deletingLastPathComponent()
        (configuration, network, store) = (nil, nil, nil)
        try run(file)
    }

    private var host: String { network == nil ? "127.0.0.1" : TestNetwork.otherHost }
    package var url: String { "nats://\(host):\(port)" }
    package var servers: [NATSServer] { get throws { try NATSServer.list(url) } }

    /// The address with somebody's name and password in it.
    package func servers(as user: String) throws -> [NATSServer] {
        try NATSServer.list("nats://\(user)@\(host):\(port)")
    }

    /// Starts the server, and returns when it listens: on the port that it had before, if it had one.
    package func start() throws {
        let file = folder.appendingPathComponent("nats.conf")
        let text = """
            listen: "\(host):\(port == 0 ? -1 : port)"
            jetstream { store_dir: "\(store ?? folder.path)/store", max_memory_store: 64MB, max_file_store: 64MB }
            \(configuration ?? "")
            """
        try Data(text.utf8).write(to: file)
        try run(file.path)
    }

    private func run(_ file: String) throws {
        guard let path = Self.path else { throw Failure(description: Self.missing) }
        process = Process()
        let line = (network?.prefix ?? []) + [path, "-c", file]
        process.executableURL = URL(fileURLWithPath: line[0])
        process.arguments = Array(line.dropFirst())
        let output = Pipe()
        process.standardError = output
        try process.run()
        var log = ""
        while !log.contains("Server is ready") {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { throw Failure(description: "nats-server ended at once: \(log)") }
            log += String(decoding: data, as: UTF8.self)
        }
        guard let address = log.firstMatch(of: /client connections on [0-9.]+:([0-9]+)/), let number = Int(address.1)
        else { throw Failure(description: "nats-server does not say where it listens: \(log)") }
        port = number
    }

    /// Ends the server at once, as a power cut does.
    package func kill() {
        signal(SIGKILL)
        process.waitUntilExit()
    }

    /// Ends the server as it wants to be ended: what it keeps in files is whole.
    package func stop() {
        signal(SIGTERM)
        process.waitUntilExit()
    }

    package func freeze() { signal(SIGSTOP) }
    package func thaw() { signal(SIGCONT) }

    private func signal(_ number: Int32) { Foundation.kill(process.processIdentifier, number) }

    deinit {
        if process.isRunning { kill() }
        guard configuration != nil else { return }
        try? FileManager.default.removeItem(at: folder)
    }
}
