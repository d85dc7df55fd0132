// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif
#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Another program, run to its end.
///
/// By the system's calls: Foundation's `Process` would bring its tables of languages, half of a program's size.
enum Subprocess {
    struct Result: Sendable {
        let status: Int32
        let output: String
        let errors: String
    }

    /// What keeps a program in bounds.
    struct Limits: Sendable {
        /// How long it may run; nil for as long as it likes.
        var time: Duration?
        /// How much it may write.
        var outputBytes = 16 << 20
    }

    /// Runs a program, and waits for it. It is ended when the task is cancelled, or when it goes beyond its limits.
    ///
    /// - Parameters:
    ///   - path: of the program, or its name, which is looked for as shells do.
    ///   - input: what it reads as its standard input.
    ///   - passesErrors: whether what it has to say goes where this process says it, rather than into the result.
    ///   - code: of the error when it cannot be run.
    static func run(
        _ path: String, _ arguments: [String], environment: [String: String], input: [UInt8] = [],
        passesErrors: Bool = false, limits: Limits = Limits(), orThrow code: CLIError.Code = .notUpdated
    ) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "btcli-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "input")
        try Data(input).write(to: file)

        var output = try ProgramOutput(code)
        defer { output.close() }
        var errors = try ProgramOutput(code)
        defer { errors.close() }
        let process = try start(
            [path] + arguments, environment: environment.map { "\($0.key)=\($0.value)" }, input: file.path,
            output: output.writing, errors: passesErrors ? nil : errors.writing, code)
        output.closeWriting()
        errors.closeWriting()
        let end = await end(of: process, &output, &errors, limits)
        try Task.checkCancellation()
        if let excess = end.excess { throw CLIError(code, "\(path) was ended: \(excess)") }
        return Result(status: end.status, output: output.text, errors: errors.text)
    }

    private static func start(
        _ command: [String], environment: [String], input: String, output: Int32, errors: Int32?, _ code: CLIError.Code
    ) throws -> pid_t {
        #if canImport(Darwin)
            var files: posix_spawn_file_actions_t?
        #else
            var files = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_addopen(&files, STDIN_FILENO, input, O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO)
        if let errors { posix_spawn_file_actions_adddup2(&files, errors, STDERR_FILENO) }
        var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
        defer { for word in words + variables { free(word) } }
        var process: pid_t = 0
        let failure = posix_spawnp(&process, command[0], &files, nil, &words, &variables)
        guard failure == 0 else {
            throw CLIError(code, "cannot run \(command[0]): \(systemErrorText(failure))")
        }
        return process
    }

    /// The status that a process ends with, or 128 and the signal that ended it, as shells count; and what it was ended for.
    private static func end(
        of process: pid_t, _ output: inout ProgramOutput, _ errors: inout ProgramOutput, _ limits: Limits
    ) async -> (status: Int32, excess: String?) {
        let start = ContinuousClock.now
        var status: Int32 = 0
        var excess: String?
        while true {
            let hasEnded = waitpid(process, &status, WNOHANG) != 0
            // Also what it wrote before it ended.
            output.take(atMost: limits.outputBytes)
            errors.take(atMost: limits.outputBytes)
            if output.count > limits.outputBytes || errors.count > limits.outputBytes {
                excess = "it wrote more than \(limits.outputBytes) bytes"
            }
            if hasEnded { break }
            if excess == nil, let time = limits.time, start.duration(to: .now) > time {
                excess = "it took longer than \(time.components.seconds) seconds"
            }
            do {
                if excess != nil { throw CancellationError() }
                try await Task.sleep(for: .milliseconds(10))
            } catch {
                await finish(process, &status)
                break
            }
        }
        let signal = status & 0x7f
        return (signal == 0 ? status >> 8 & 0xff : 128 + signal, excess)
    }

    /// Asks a process to end, and ends it when it does not.
    private static func finish(_ process: pid_t, _ status: inout Int32) async {
        kill(process, SIGTERM)
        for _ in 0..<200 {
            if waitpid(process, &status, WNOHANG) != 0 { return }
            // Also where this task is cancelled, the process gets a moment.
            await Task.detached { try? await Task.sleep(for: .milliseconds(10)) }.value
        }
        kill(process, SIGKILL)
        waitpid(process, &status, 0)
    }
}
