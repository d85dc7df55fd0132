// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Dispatch

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

/// Where the process begins and ends.
@main
enum Main {
    static func main() async {
        let words = Self.words
        let jobControl = JobControl.begin()
        let status = await Interruption.supervise { interruption in
            await Launcher(
                terminal: .process, environment: .process, interruption: interruption, program: Executable.path
            ).run(bytes: words)
        }
        jobControl.forEach { $0.cancel() }
        SystemTerminal.exit(status)
    }

    /// The words of the command line as they were typed: `CommandLine.arguments` would repair what is not UTF-8.
    private static var words: [[UInt8]] {
        (1..<max(1, Int(CommandLine.argc))).compactMap { index in
            CommandLine.unsafeArgv[index].map { word in
                UnsafeBufferPointer(start: word, count: strlen(word)).map(UInt8.init(bitPattern:))
            }
        }
    }
}
