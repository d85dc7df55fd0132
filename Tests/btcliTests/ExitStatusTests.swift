// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SubstratePrimitives
import SubstrateRPC
import Testing

@testable import btcli

@Suite("Exit statuses")
struct ExitStatusTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let error: any Error
        let code: String
        let status: btcli.ExitStatus
        var testDescription: String { code }
    }

    @Test(
        "follow from the error",
        arguments: [
            Case(error: ProofOfWorkError(.zeroDifficulty, ""), code: "zero_difficulty", status: .usage),
            Case(error: ProofOfWorkError(.kernelIsWrong, ""), code: "kernel_is_wrong", status: .software),
            Case(error: ProofOfWorkError(.threadNotStarted, ""), code: "thread_not_started", status: .tryAgain),
            Case(error: PrimitivesError(.invalidHex, ""), code: "invalid_hex", status: .usage),
            Case(error: PrimitivesError(.wrongSS58Checksum, ""), code: "wrong_ss58_checksum", status: .usage),
            Case(error: RPCError(.notAWebSocket, ""), code: "not_a_web_socket", status: .unavailable),
            Case(error: RPCError(.cannotConnect, ""), code: "cannot_connect", status: .unavailable),
            Case(error: RPCError(.malformedReply, ""), code: "malformed_reply", status: .software),
            Case(error: RPCError(.invalidURL, ""), code: "invalid_url", status: .usage),
            Case(
                error: RPCError(remote: .init(code: 1010, message: "m"), method: "m", endpoint: "e"), code: "remote",
                status: .refused),
            Case(error: CLIError(.cannotAsk, ""), code: "cannot_ask", status: .usage),
            Case(error: CancellationError(), code: "interrupted", status: .interrupted),
            Case(error: Unknown(), code: "internal", status: .software),
        ])
    func mapping(_ testCase: Case) {
        let failure = Failure(testCase.error)
        #expect(failure.code == testCase.code)
        #expect(failure.status == testCase.status)
    }

    @Test("After a signal the signal is what happened", arguments: [btcli.ExitStatus.interrupted, .terminated])
    func signals(status: btcli.ExitStatus) {
        #expect(Failure(RPCError(.closed, ""), interruptedBy: status).status == status)
    }

    @Test("A message is one line that no terminal obeys")
    func oneLine() {
        let failure = Failure(code: "c", status: .usage, message: "first\n  second\u{1B}[31m\r\n")
        #expect(failure.line == "first second\\u{1b}[31m")
    }

    @Test("An error goes to standard error, or into the one document")
    func whereErrorsGo() throws {
        let failure = Failure(usage: "wrong")
        let plain = RecordedTerminal()
        try plain.console().show(failure)
        #expect(plain.talk.text == "error: wrong\n")
        #expect(plain.output.text.isEmpty)

        let json = RecordedTerminal()
        let console = json.console(ConsoleOptions(json: true))
        try console.show(failure)
        let document = json.output.text
        #expect(
            document == """
                {
                  "error": {
                    "code": "usage",
                    "exit_code": 64,
                    "message": "wrong"
                  }
                }

                """)
        try console.show(failure)
        #expect(json.output.text == document)
        #expect(json.talk.text == "error: wrong\n")
    }

    @Test("Output that nobody takes ends with 74")
    func outputFailed() async {
        let talk = RecordedStream()
        let terminal = Terminal(output: ClosedStream(), talk: talk, input: ScriptedInput(), allowsColor: false)
        let status = await Launcher(terminal: terminal).run(["--version"])
        #expect(status == .ioError)
        #expect(talk.text == "error: cannot write: no space left\n")
    }

    private struct Unknown: Error {}
}
