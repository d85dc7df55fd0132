// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import PageServer
import SubstratePrimitives
import Synchronization

/// The page of a search and its API.
struct SearchPage: Sendable {
    private let configuration: PageServerConfiguration
    private let allowsControl: Bool
    /// Whether the token was made here, and nobody knows it yet.
    private let isTokenNew: Bool

    /// The shortest token that nobody guesses.
    private static let shortestToken = 16

    /// Nil where nobody wants a page.
    ///
    /// - Throws: `usage`; `notRead` when the token's file cannot be used.
    init?(_ options: SearchOptions, _ environment: Environment) throws {
        guard let address = options.listen else {
            guard !options.allowControl, options.listenTokenFile == nil else {
                throw CLIError(.usage, "--listen is missing: --allow-control and --listen-token-file belong to it")
            }
            return nil
        }
        var configuration = PageServerConfiguration()
        configuration.host = address.host
        configuration.port = address.port
        // The page itself holds nothing of the search: it asks the API, and brings the token.
        configuration.openPaths = ["/"]
        if let path = options.listenTokenFile {
            configuration.token = try Self.token(in: environment.expanded(path))
        } else if !configuration.isLoopback {
            configuration.token = (0..<4).map { _ in UInt64.random(in: 0 ... .max).hexDigits }.joined()
        }
        isTokenNew = configuration.token != nil && options.listenTokenFile == nil
        self.configuration = configuration
        allowsControl = options.allowControl
    }

    private static func token(in path: String) throws -> String {
        let bytes: [UInt8]?
        do {
            bytes = try PrivateFile.read(path, atMost: 4096)
        } catch {
            throw OutputFileError(.notRead, "cannot read the token from \(excerpt(path)): \(error.reason)")
        }
        guard let bytes else {
            throw OutputFileError(.notRead, "cannot read the token from \(excerpt(path)): there is no such file")
        }
        let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        guard line.count >= shortestToken, line.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw OutputFileError(
                .notRead,
                "the token in \(excerpt(path)) must be \(shortestToken) visible ASCII characters or more, on the first line"
            )
        }
        return String(decoding: line, as: UTF8.self)
    }

    /// Serves the page while a search runs, and says where.
    func serve<Value: Sendable>(
        _ recorder: SearchRecorder, by session: SearchSession, on console: Console,
        _ search: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let figures = SearchFigures(recorder)
        let page = SearchPageMarkup(goal: recorder.goal, allowsControl: allowsControl).markup
        let allowsControl = allowsControl
        return try await PageServer.with(configuration) { request in
            switch (request.method, request.path) {
            case (.get, "/"): return .html(page)
            case (.get, "/api"): return .json(figures.json)
            case (.get, "/metrics"):
                return PageResponse(type: "text/plain; version=0.0.4; charset=utf-8", figures.metrics)
            case (.post, "/api/pause"), (.post, "/api/resume"), (.post, "/api/stop"):
                guard allowsControl else {
                    return .forbidden("this page is for reading: --allow-control lets it do more")
                }
                switch request.path {
                case "/api/pause": session.pause()
                case "/api/resume": session.resume()
                default: session.stop()
                }
                return .json("{}\n")
            case (_, "/"), (_, "/api"), (_, "/metrics"), (_, "/api/pause"), (_, "/api/resume"), (_, "/api/stop"):
                return .notAllowed
            default: return .notFound
            }
        } _: { server in
            let fragment = isTokenNew ? "#token=\(configuration.token ?? "")" : ""
            console.status.say("The search's page: \(server.url)\(fragment)")
            return try await search()
        }
    }
}

/// The figures as text, made at most a few times a second, however often somebody asks.
private final class SearchFigures: Sendable {
    private let recorder: SearchRecorder
    private let state = Mutex<(made: ContinuousClock.Instant, json: String, metrics: String)?>(nil)

    init(_ recorder: SearchRecorder) { self.recorder = recorder }

    var json: String { texts.json }
    var metrics: String { texts.metrics }

    private var texts: (json: String, metrics: String) {
        state.withLock { state in
            let now = ContinuousClock.now
            if let state, state.made.duration(to: now) < .milliseconds(200) { return (state.json, state.metrics) }
            let snapshot = recorder.snapshot
            let document = snapshot.map { $0.document + ["history": recorder.history.document] }
            let texts = ((document ?? ["goal": .string(recorder.goal)]).line + "\n", snapshot?.metrics ?? "")
            state = (now, texts.0, texts.1)
            return texts
        }
    }
}

extension UInt64 {
    /// All sixteen digits.
    fileprivate var hexDigits: String {
        let digits = String(self, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
