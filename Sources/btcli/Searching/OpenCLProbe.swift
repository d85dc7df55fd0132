// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork

/// A look at OpenCL's drivers by another process of this program, before they are loaded into this one: one that is broken
/// crashes or hangs whoever asks it for its devices.
enum OpenCLProbe {
    /// The first word of such a process's command line. The second is the library.
    static let word = "---probe-opencl"
    /// Many times what drivers take.
    static let limit = Duration.seconds(20)

    /// A library behind such a look, where this program can call itself.
    static func guarding(
        _ library: OpenCLLibrary, _ console: Console, limit: Duration = limit
    ) -> OpenCLLibrary {
        var library = library
        guard let program = console.program else { return library }
        library.probe = { [path = library.path, variables = console.environment.variables] in
            try await look(program, path, variables, limit)
        }
        return library
    }

    private static func look(
        _ program: String, _ path: String, _ variables: [String: String], _ limit: Duration
    ) async throws {
        let trouble: String
        do {
            let result = try await Subprocess.run(
                program, [word, path], environment: variables,
                limits: Subprocess.Limits(time: limit, outputBytes: 1 << 20))
            // As shells count those that a signal has ended.
            guard result.status > 128 else { return }
            trouble = "crashes (signal \(result.status - 128)) when it is asked for its devices"
        } catch let error as CLIError {
            trouble = "cannot be asked for its devices: \(error.reason)"
        }
        throw CardError(
            .driverBroken,
            "a driver of OpenCL \(trouble): look which by OCL_ICD_VENDORS, and remove it from /etc/OpenCL/vendors")
    }

    /// What such a process does. What cannot be opened here is told to the user by the process that cannot do without.
    static func run(_ path: String) -> ExitStatus {
        _ = try? OpenCLLibrary(path: path).devices()
        return .done
    }
}
