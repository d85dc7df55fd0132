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

    /// Runs a program that asks nothing, and waits for it. It is ended when the task is cancelled.
    static func run(_ path: String, _ arguments: [String], environment: [String: String]) async throws -> Result {
        // Files, not pipes: nobody has to read while it writes.
        let folder = FileManager.default.temporaryDirectory.appending(path: "btcli-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let (output, errors) = (folder.appending(path: "output"), folder.appending(path: "errors"))
        for file in [output, errors] { try Data().write(to: file) }

        let process = try start(
            [path] + arguments, environment: environment.map { "\($0.key)=\($0.value)" }, output: output.path,
            errors: errors.path)
        let status = await end(of: process)
        try Task.checkCancellation()
        return Result(
            status: status, output: try String(contentsOf: output, encoding: .utf8),
            errors: try String(contentsOf: errors, encoding: .utf8))
    }

    private static func start(
        _ command: [String], environment: [String], output: String, errors: String
    ) throws -> pid_t {
        #if canImport(Darwin)
            var files: posix_spawn_file_actions_t?
        #else
            var files = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, output, O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&files, STDERR_FILENO, errors, O_WRONLY, 0)
        var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
        defer { for word in words + variables { free(word) } }
        var process: pid_t = 0
        let failure = posix_spawn(&process, command[0], &files, nil, &words, &variables)
        guard failure == 0 else {
            throw CLIError(.notUpdated, "cannot run \(command[0]): \(systemErrorText(failure))")
        }
        return process
    }

    /// The status that a process ends with, or 128 and the signal that ended it, as shells count.
    private static func end(of process: pid_t) async -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, WNOHANG) == 0 {
            do {
                try await Task.sleep(for: .milliseconds(10))
            } catch {
                kill(process, SIGTERM)
                waitpid(process, &status, 0)
                break
            }
        }
        let signal = status & 0x7f
        return signal == 0 ? status >> 8 & 0xff : 128 + signal
    }
}
