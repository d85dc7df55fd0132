// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser

/// In which form a search shows how far it is.
enum ProgressForm: String, CaseIterable, Sendable, ExpressibleByArgument {
    /// A panel on a terminal, else lines.
    case auto
    /// A line now and then.
    case lines
    /// A JSON object on a line now and then, and one for each thing that is said.
    case json
    case none
}

/// The options that say who watches a search, and how.
struct SearchOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            How progress is shown on standard error: auto (a panel on a terminal, else a line every 10 seconds), \
            lines, json (a JSON object on each line), or none.
            """, valueName: "form"))
    var progress = ProgressForm.auto

    @Option(
        help: ArgumentHelp("Also put what is said at the end of this file, with the time.", valueName: "file"))
    var logFile: String?

    @Option(
        help: ArgumentHelp(
            """
            Serve a page about the search, its figures as JSON (/api) and for Prometheus (/metrics); 0 takes a free \
            port. Anything but 127.0.0.1 needs a token, which is made and shown once.
            """, valueName: "host:port"),
        transform: ListenAddress.parse)
    var listen: ListenAddress?

    @Option(
        help: ArgumentHelp("The token that --listen asks for, on the first line of a file.", valueName: "file"))
    var listenTokenFile: String?

    @Flag(help: "Let the page of --listen pause and end the search.")
    var allowControl = false
}

/// An address to listen on.
struct ListenAddress: Hashable, Sendable {
    let host: String
    let port: Int

    static func parse(_ text: String) throws -> ListenAddress {
        let colon = text.lastIndex(of: ":")
        var host = colon.map { String(text[..<$0]) } ?? "127.0.0.1"
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = String(host.dropFirst().dropLast())
        } else if host.contains(":") {
            throw ValidationError("an address of IPv6 stands in brackets, such as [::1]:8080")
        }
        guard let port = UInt16(colon.map { text[text.index(after: $0)...] } ?? text[...]), !host.isEmpty else {
            throw ValidationError("write host:port, such as 127.0.0.1:8080")
        }
        return ListenAddress(host: host, port: Int(port))
    }
}
