// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import SubstrateRuntime
import Testing

@Suite("What is known of a far state")
struct KnownStateTests {
    @Test("a value is known when it was learnt, and unknown before, in each trie for itself")
    func values() {
        var known = KnownState()
        #expect(known.value(for: [1]) == .unknown)
        known.learn([7], for: [1])
        known.learn(nil, for: [2])
        known.learn([8], for: [1], in: [9])
        #expect(known.value(for: [1]) == .found([7]))
        #expect(known.value(for: [2]) == .nothing)
        #expect(known.value(for: [1], in: [9]) == .found([8]))
        #expect(known.value(for: [2], in: [9]) == .unknown)
        #expect(known.byteCount == 5)
    }

    @Test("within a stretch the next key is known, and so is what is not there")
    func stretch() {
        var known = KnownState()
        known.learn(keys: [[3], [5]], after: [1], through: [7])
        #expect(known.key(after: [1]) == .found([3]))
        #expect(known.key(after: [3]) == .found([5]))
        #expect(known.key(after: [4]) == .found([5]))
        #expect(known.key(after: [5]) == .unknown)
        #expect(known.key(after: [0]) == .unknown)
        #expect(known.firstGap(after: [5]) == [7])
        #expect(known.firstGap(after: [0]) == [0])
        #expect(known.firstGap(after: [7]) == [7])
        #expect(known.value(for: [4]) == .nothing)
        #expect(known.value(for: [7]) == .nothing)
        // Its key is known, and its value is not.
        #expect(known.value(for: [5]) == .unknown)
        #expect(known.value(for: [1]) == .unknown)
        #expect(known.value(for: [8]) == .unknown)
    }

    @Test("stretches that meet are one, in whatever order they come; the last goes on to the end")
    func joined() {
        let stretches: [(start: [UInt8], keys: [[UInt8]], end: [UInt8]?)] = [
            ([1], [[2], [3]], [3]), ([3], [[4]], [6]), ([2], [[3], [4]], [5]), ([6], [[8]], nil), ([7], [[8]], [9]),
        ]
        for order in [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [3, 0, 4, 2, 1], [1, 4, 0, 3, 2]] {
            var known = KnownState()
            for place in order {
                known.learn(keys: stretches[place].keys, after: stretches[place].start, through: stretches[place].end)
            }
            var found: [[UInt8]] = []
            var next: [UInt8] = [1]
            while case .found(let key) = known.key(after: next) {
                found.append(key)
                next = key
            }
            #expect(found == [[2], [3], [4], [8]])
            #expect(known.key(after: [8]) == .nothing)
            #expect(known.firstGap(after: [1]) == nil)
            #expect(known.value(for: [0xff, 1]) == .nothing)
        }
    }

    @Test("a run upon what is known notes what it lacks; once that is learnt it is what it is on the whole state")
    func speculation() throws {
        let whole = StateTrie(
            of: (0..<40 as Range<UInt8>).map { (key: [1, $0], value: [$0]) } + [(key: [2], value: [3])], version: .v1)
        // Adds up the values under one prefix, as many as another value says.
        func sum(_ state: any StateSource) throws(RuntimeError) -> Int {
            guard let count = try state.value(for: [2], in: nil)?.first else { return -1 }
            var (sum, key) = (0, [1] as [UInt8])
            for _ in 0..<count {
                guard let next = try state.key(after: key, in: nil) else { return -2 }
                sum += Int(try state.value(for: next, in: nil)?.first ?? 0)
                key = next
            }
            return sum
        }
        var known = KnownState()
        var rounds: [Set<StateQuestion>] = []
        var answer: Int?
        while answer == nil, rounds.count < 10 {
            let state = SpeculativeState(known)
            let result = try sum(state)
            guard let questions = state.questions else {
                answer = result
                break
            }
            rounds.append(questions)
            for question in questions {
                switch question {
                case .value(let key, _): known.learn(whole.value(for: key, in: nil), for: key)
                case .keys(let start, _):
                    let keys = (0..<40 as Range<UInt8>).map { [1, $0] as [UInt8] }
                    known.learn(keys: keys, after: start, through: [1, 0xff])
                }
            }
        }
        #expect(answer == 0 + 1 + 2)
        #expect(
            rounds == [
                [.value(key: [2], child: nil)], [.keys(after: [1], child: nil)],
                Set((0..<3 as Range<UInt8>).map { .value(key: [1, $0], child: nil) }),
            ])
        #expect(try sum(whole) == 3)
    }

    @Test("a run that does not guess ends at the first thing that is not known, and names it")
    func stops() {
        let state = SpeculativeState(KnownState(), manner: .stops)
        let error = #expect(throws: RuntimeError.self) { try state.value(for: [0xab], in: nil) }
        #expect(error?.code == .unreadableState)
        #expect(error?.reason.contains("0xab") == true)
        #expect(state.questions == [.value(key: [0xab], child: nil)])
    }
}
