// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation

/// Two hosts with a cable between them that can be pulled: this one, and a network namespace. As root on Linux alone.
package final class TestNetwork: Sendable {
    /// The address of the host in the namespace, among those that RFC 2544 keeps for tests.
    package static let otherHost = "198.18.213.2"
    private static let thisHost = "198.18.213.1"

    package static let isThere = (try? TestNetwork()) != nil
    package static let missing = "no network namespace can be made here: that takes root on Linux, and iproute2"

    private let name = "btcli-test"
    private let (thisEnd, otherEnd) = ("btcli-test-0", "btcli-test-1")

    /// There is one at a time.
    package init() throws {
        try? ip("netns", "del", name)
        try ip("netns", "add", name)
        try ip("link", "add", thisEnd, "type", "veth", "peer", "name", otherEnd, "netns", name)
        try ip("addr", "add", "\(Self.thisHost)/30", "dev", thisEnd)
        try ip("link", "set", thisEnd, "up")
        try ip("-n", name, "addr", "add", "\(Self.otherHost)/30", "dev", otherEnd)
        try mend()
    }

    deinit { try? ip("netns", "del", name) }

    /// What a command line begins with that is to run on the other host.
    var prefix: [String] { ["/usr/bin/env", "ip", "netns", "exec", name] }

    /// Nothing gets through any more, and neither side is told.
    package func cut() throws { try ip("-n", name, "link", "set", otherEnd, "down") }

    package func mend() throws { try ip("-n", name, "link", "set", otherEnd, "up") }

    private func ip(_ words: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["ip"] + words
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Broker.Failure(description: Self.missing) }
    }
}
