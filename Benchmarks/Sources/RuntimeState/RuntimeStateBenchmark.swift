// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import Foundation
import SubstrateRuntime

/// How long a state as large as mainnet's takes: made, changed, hashed, read, written over.
@main
struct RuntimeStateBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runtime-state",
        abstract: "Measure the trie and the overlay that a runtime reads and writes, at mainnet's size.",
        discussion: "Times are processor time of one thread, so that they mean the same on a busy machine.")

    @Option(help: "How often each is done.")
    var rounds = 5

    @Flag(help: "Fail when making the trie takes more than 1 s, or the root of 3,000 changes more than 20 ms.")
    var check = false

    func validate() throws {
        guard rounds > 0 else { throw ValidationError("--rounds must be 1 or more") }
    }

    func run() throws {
        let state = SubnetState()
        let keys = state.entries.map(\.key)
        let read = keys.prefix(1_800)
        var trie = StateTrie()
        let making = median {
            trie = StateTrie(of: state.entries, version: .v1); return trie.root.bytes.count
        }
        print("\(keys.count) keys, root \(trie.root)")
        print(String(format: "made at once, with its root      %7.1f ms", making))

        var changes = StorageChanges()
        for number in 0..<3_000 {
            let key = state.neuronKeys[number * 7_919 % state.neuronKeys.count]
            changes.top[key] = [UInt8(number % 256), 1, 2, 3]
        }
        let root = median { trie.applying(changes, version: .v1).root.bytes.count }
        print(String(format: "3,000 changes and their root     %7.1f ms", root))

        let written = [[UInt8]](changes.top.keys)
        var overlay = StorageOverlay(over: trie)
        try show("a value of the trie", of: 100 * read.count) {
            try (0..<100).reduce(0) { sum, _ in
                try read.reduce(sum) { try $0 + (overlay.value(for: $1, in: nil)?.count ?? 0) }
            }
        }
        try show("a value that is written", of: written.count) {
            overlay = StorageOverlay(over: trie)
            for key in written { overlay.set([1, 2, 3], for: key, in: nil) }
            return overlay.depth
        }
        try show("a value that was written", of: 30 * written.count) {
            try (0..<30).reduce(0) { sum, _ in
                try written.reduce(sum) { try $0 + (overlay.value(for: $1, in: nil)?.count ?? 0) }
            }
        }
        try show("the next key, through all", of: keys.count) {
            var (key, count): ([UInt8], Int) = ([], 0)
            while let next = try overlay.key(after: key, in: nil) { (key, count) = (next, count + 1) }
            return count
        }
        try show("appending in two transactions", of: 10_000) {
            overlay.set([], for: [9], in: nil)
            for number in 0..<10_000 {
                overlay.begin()
                overlay.begin()
                try overlay.append([UInt8](repeating: UInt8(number % 256), count: 60), to: [9])
                try overlay.commit()
                try overlay.commit()
            }
            return try overlay.value(for: [9], in: nil)?.count ?? 0
        }
        guard check, making > 1_000 || root > 20 else { return }
        print("making the trie takes more than 1,000 ms, or the root of 3,000 changes more than 20 ms")
        throw ExitCode.failure
    }

    private func show(_ what: String, of count: Int, _ body: () throws -> Int) throws {
        let time = try median(body) * 1e6 / Double(count)
        print("\(what.padding(toLength: 32, withPad: " ", startingAt: 0)) \(String(format: "%7.0f ns", time))")
    }

    /// Milliseconds of this thread. What `body` answers is looked at, so that it is not left out.
    private func median(_ body: () throws -> Int) rethrows -> Double {
        var sum = 0
        let times = try (0..<rounds).map { _ in
            let start = threadTime()
            sum &+= try body()
            return threadTime() - start
        }
        precondition(sum != 1)
        return times.sorted()[times.count / 2]
    }

    private func threadTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }
}
