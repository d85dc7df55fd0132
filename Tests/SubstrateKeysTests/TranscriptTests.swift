// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Testing

@testable import SubstrateKeys

@Suite struct TranscriptTests {
    @Test("a transcript gives the challenge of Merlin's own test")
    func knownChallenge() {
        var transcript = MerlinTranscript("test protocol")
        transcript.append("some label", Array("some data".utf8))
        let challenge = transcript.challenge("challenge", count: 32)
        // The expected value of merlin's transcript test `equivalence_simple`.
        #expect(
            challenge.revealed.hexDigits == "d5a21972d0d5fe320c0d263fac7fffb8145aa640af6e9bca177c03c7efcf0615")
    }

    @Test("witness bytes differ from call to call and leave the transcript alone")
    func witness() {
        var transcript = MerlinTranscript("test protocol")
        let copy = transcript
        let secret = SecretBytes([1, 2, 3])
        #expect(transcript.witness("w", secret, count: 64) != copy.witness("w", secret, count: 64))
        var untouched = copy
        #expect(transcript.challenge("c", count: 32) == untouched.challenge("c", count: 32))
    }
}
