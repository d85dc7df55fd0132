// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Where the process begins and ends.
@main
enum Main {
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let status = await Interruption.supervise { interruption in
            await Launcher(terminal: .process, environment: .process, interruption: interruption).run(arguments)
        }
        SystemTerminal.exit(status)
    }
}
