// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import CSealKernels

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract:
            "Compare the candidates of every kernel with those of the portable one, by schedules that it works out.",
        discussion: "One nonce in 256 is a candidate. Ends with 1 when a kernel finds one too many or too few.")

    @Option(help: "How many nonces to try, in each scheme and byte order.")
    var nonces: UInt64 = 10_000_000

    @Option(help: "Only this kernel.")
    var kernel: String?

    func run() throws {
        let kernels = availableKernels()
        guard let portable = kernels.last else { throw ValidationError("this machine has no kernel") }
        let others = kernels.named(kernel)
        // Tables of schedules are compared with schedules.
        var plain = portable.pointee
        plain.search_tabled = plain.search
        var differences = 0
        for walk in Walk.allCases {
            let puzzle = walk.puzzle(zeroBits: 8)
            var expected: [UInt64] = []
            withUnsafePointer(to: plain) { walk.search(0..<nonces, of: puzzle, kernel: $0) { expected.append($0) } }
            for kernel in others {
                var found: [UInt64] = []
                walk.search(0..<nonces, of: puzzle, kernel: kernel) { found.append($0) }
                let verdict: String
                if found == expected {
                    verdict = "\(expected.count) candidates, all the same"
                } else {
                    differences += 1
                    let wrong = Set(found).symmetricDifference(expected).min() ?? 0
                    verdict =
                        "WRONG at nonce \(walk.nonce(at: wrong)): \(found.count) candidates, not \(expected.count)"
                }
                print("\(kernel.kernelName) · \(walk.name) · \(nonces) nonces · \(verdict)")
            }
        }
        if differences > 0 { throw ExitCode.failure }
    }
}
