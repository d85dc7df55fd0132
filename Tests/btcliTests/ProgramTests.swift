import Foundation
import Testing

/// The program itself, as a process.
@Suite("The program")
struct ProgramTests {
    @Test("A signal stops it in order", arguments: [(SIGINT, 130), (SIGTERM, 143)])
    func signals(signal: Int32, status: Int) async throws {
        let process = try Self.program(["localnet", "start", "--port", "0", "--json-output"])
        let output = Pipe()
        let talk = Pipe()
        process.standardOutput = output
        process.standardError = talk
        try process.run()
        // The document is there: signals are listened to.
        #expect(!output.fileHandleForReading.availableData.isEmpty)
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == Int32(status))
        let said = try #require(try talk.fileHandleForReading.readToEnd())
        #expect(String(decoding: said, as: UTF8.self) == "localnet stopped\n")
    }

    @Test(
        "A full disk behind standard output is an error",
        .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func fullDisk() async throws {
        let process = try Self.program(["--version"])
        let talk = Pipe()
        process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
        process.standardError = talk
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 74)
        let said = try #require(try talk.fileHandleForReading.readToEnd())
        #expect(String(decoding: said, as: UTF8.self).hasPrefix("error: cannot write to standard output"))
    }

    /// The program that was built beside these tests.
    private static func program(_ arguments: [String]) throws -> Process {
        #if canImport(Darwin)
            let tests = Bundle(for: Marker.self).bundleURL
        #else
            let tests = try #require(Bundle.main.executableURL)
        #endif
        let process = Process()
        process.executableURL = tests.deletingLastPathComponent().appending(path: "btcli")
        process.arguments = arguments
        return process
    }

    private final class Marker {}
}
