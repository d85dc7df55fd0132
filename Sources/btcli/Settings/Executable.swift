// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The file that runs here.
enum Executable {
    /// Its path; where the system tells none, the name by which it was called.
    static var path: String {
        #if os(Linux)
            let known = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        #else
            let known = Bundle.main.executablePath
        #endif
        return known ?? CommandLine.arguments.first ?? "btcli"
    }
}
