// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubstratePrimitives
import SubstrateRuntime
import SubtensorClient
import Testing

@testable import btcli

@Suite("What rehearsals have asked, in files")
struct QuestionFilesTests {
    @Test("what was asked is read back from its file; a file that is damaged, too long or of other rules is none")
    func questions() throws {
        let home = try Home()
        let files = QuestionFiles(Environment(["HOME": home.path]))
        let subject = ForkSubject(genesisHash: .zero, specVersion: 293, name: "Balances.transfer")
        #expect(files.questions(of: subject) == [])
        let questions: Set<StateQuestion> = [
            .value(key: [1], child: nil), .value(key: [], child: [7]), .keys(after: [2, 3], child: nil),
        ]
        files.keep(questions, of: subject)
        #expect(files.questions(of: subject) == questions)
        #expect(files.questions(of: ForkSubject(genesisHash: .zero, specVersion: 294, name: subject.name)) == [])
        #expect(files.questions(of: ForkSubject(genesisHash: .zero, specVersion: 293, name: "../x")) == [])
        let name = try #require(home.files.first { $0.contains("cache/rehearsals/") })
        #expect(try home.mode(name) == 0o600)
        let good = try home.read(name)
        for damaged in [
            good + "value\n", good + "value 0x0\n", good + "values 0x00\n", good + "keys 0x00 0x00 0x00\n",
            good + "value 0x" + String(repeating: "00", count: 513) + "\n", "# spec 293", "", "\u{0}",
            good + (0..<4096).map { "value 0x" + String($0 + 0x1000, radix: 16) + "\n" }.joined(),
            good + (0..<257).map { "keys 0x" + String($0 + 0x1000, radix: 16) + "\n" }.joined(),
        ] {
            try home.write(damaged, to: name)
            #expect(files.questions(of: subject) == [])
        }
        // What has grown too large begins anew.
        files.keep(Set((0..<5000).map { .value(key: [UInt8($0 & 255), UInt8($0 >> 8)], child: nil) }), of: subject)
        #expect(files.questions(of: subject) == [])
    }
}
