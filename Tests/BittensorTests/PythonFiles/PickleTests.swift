// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Foundation
import SubstratePrimitives
import TestVectors
import Testing

@testable import SubtensorClient

@Suite("A pickle")
struct PickleTests {
    private static let allowed: Set<PickleGlobal> = [PickleGlobal("numpy", "ndarray")]

    private static func reason(_ bytes: [UInt8]) -> String {
        do {
            _ = try PickleReader.read(bytes, globals: allowed)
            return "read"
        } catch {
            return error.reason
        }
    }

    /// Bytes of texts and numbers.
    private static func pickle(_ parts: Any...) -> [UInt8] {
        parts.flatMap { part -> [UInt8] in
            switch part {
            case let text as String: [UInt8](text.utf8)
            case let byte as Int: [UInt8(truncatingIfNeeded: byte)]
            default: []
            }
        }
    }

    private static let refusals: [([UInt8], String)] = [
        (pickle(0x80, 2, "cos\nsystem\n(X", 2, 0, 0, 0, "idtR."), "'os.system'"),
        (pickle(0x80, 4, 0x8c, 2, "os", 0x8c, 6, "system", 0x93, "."), "'os.system'"),
        (pickle(0x80, 2, "cbuiltins\neval\n."), "'builtins.eval'"),
        (pickle(0x80, 2, "cnumpy\nload\n."), "'numpy.load'"),
        (pickle(0x80, 2, "(S'id'\nios\nsystem\n."), "0x53 at byte 3"),
        (pickle("(cos\n"), "'cos"),
        (pickle(0x80, 2, 0x82, 1, "."), "0x82 at byte 2"),
        (pickle(0x80, 2, "Pid\n."), "0x50 at byte 2"),
        (pickle(0x80, 4, 0x92, "."), "0x92 at byte 2"),
        (pickle(0x80, 5, 0x96, 0, 0, 0, 0, 0, 0, 0, 0, "."), "0x96 at byte 2"),
        (pickle(0x80, 2, "cnumpy\nndarray\n0."), "0x30 at byte"),
        (pickle(0x80, 2, "N2."), "0x32 at byte 3"),
    ]

    @Test("that would run code, or says anything else than values, is refused by name and place", arguments: refusals)
    func refused(bytes: [UInt8], words: String) {
        let reason = Self.reason(bytes)
        #expect(reason.contains(words) || reason.contains("has no end"), "\(reason)")
        #expect(reason != "read")
    }

    private static let damages: [([UInt8], String)] = [
        (pickle(0x80, 9, "N."), "protocol 9"), (pickle(0x80, 2, "h", 5, "."), "never remembered number 5"),
        (pickle(0x80, 2, "j", 255, 255, 255, 255, "."), "never remembered"),
        (pickle(0x80, 2, "X", 255, 255, 255, 255, "a."), "4294967295 bytes are claimed at byte 3"),
        (pickle(0x80, 3, "B", 0, 0, 0, 128, "."), "are claimed"),
        (pickle(0x80, 4, 0x95, 255, 255, 255, 255, 255, 255, 255, 255, "N."), "are claimed"),
        (pickle(0x80, 4, 0x8c, 2, 0xff, 0xfe, "."), "no UTF-8"), (pickle(0x80, 2, "t."), "no mark"),
        (pickle(0x80, 2, "R."), "the stack is empty"), (pickle(0x80, 2, "NNR."), "no class"),
        (pickle(0x80, 2, "NN."), "2 values instead of one"), (pickle(0x80, 2, "."), "0 values"),
        (pickle(0x80, 2, "(N."), "instead of one"), (pickle(0x80, 2, "N.N"), "1 bytes follow"),
        (pickle(0x80, 2, "Na."), "not a list below"), (pickle(0x80, 2, "NNa."), "not a list below"),
        (pickle(0x80, 2, "]NNs."), "not a dictionary below"), (pickle(0x80, 2, "}(Nu."), "no value"),
        (pickle(0x80, 2, "}Nb."), "no new object"), (pickle(0x80, 2, "(", 0x94, "t."), "the stack is empty"),
        (pickle(0x80, 2, "N(", 0x85, "."), "the stack is empty"), (pickle(0x80, 2, "N("), "bytes are missing"),
        (pickle(0x80, 2, "c" + String(repeating: "a", count: 300) + "\nb\n."), "has no end"),
    ]

    @Test("that is broken is told of where it breaks", arguments: damages)
    func broken(bytes: [UInt8], words: String) {
        #expect(Self.reason(bytes).contains(words), "\(Self.reason(bytes))")
    }

    @Test("is made of the instructions that Python's files have, by their names there")
    func opcodes() {
        let files = VectorFile("metagraph_files/index.json").cases("files")
        let known = Set(PickleOpcode.allCases.map(\.name))
        #expect(Set(files.flatMap { $0["opcodes"].list.map(\.string) }).subtracting(known) == [])
        // A list of one item has APPEND, which no file with eight neurons needs.
        #expect(
            known.count == PickleOpcode.allCases.count && known.contains("APPEND") && known.contains("STACK_GLOBAL"))
    }

    @Test("nests only as deep as is meant, and may hold itself")
    func depth() throws {
        let deep = [UInt8](repeating: UInt8(ascii: "("), count: 10_000)
        #expect(Self.reason(deep).contains("nests deeper"))
        // A list that is its own only element; and lists that hold the one before twice, forty times over.
        #expect(Self.reason(Self.pickle("]", 0x94, "h", 0, "a.")) == "read")
        var lists = Self.pickle("]", 0x94)
        for place in 0..<40 { lists += Self.pickle("]", 0x94, "(h", place, "h", place, "e") }
        #expect(Self.reason(lists + Self.pickle("t.")).contains("no mark"))
        let graph = try PickleReader.read(Self.pickle("]", 0x94, "(h", 0, "h", 0, "e."), globals: [])
        #expect(graph.values.count == 1 && graph.list(graph.root)?.count == 2)
    }

    @Test("has not more values than are meant")
    func count() {
        let many = [UInt8](repeating: UInt8(ascii: "N"), count: PickleReader.largestCount + 1)
        #expect(Self.reason(many).contains("more than \(PickleReader.largestCount) values"))
    }

    private static let longs: [([UInt8], Int64?)] = [
        ([0], 0), ([1, 0x7f], 127), ([1, 0xff], -1), ([2, 0xff, 0], 255),
        ([5, 0x49, 0xab, 0xe0, 0x30, 0x4e], 335_827_479_369),
        ([8, 255, 255, 255, 255, 255, 255, 255, 127], .max), ([8, 0, 0, 0, 0, 0, 0, 0, 128], .min),
        ([9, 0, 0, 0, 0, 0, 0, 0, 128, 0], nil), ([9, 255, 255, 255, 255, 255, 255, 255, 255, 255], -1),
    ]

    @Test("has Python's long integers", arguments: longs)
    func long(bytes: [UInt8], number: Int64?) throws {
        let graph = try PickleReader.read([0x8a] + bytes + [0x2e], globals: [])
        #expect(graph.integer(graph.root) == number)
    }

    @Test(
        "of Python's, cut anywhere or changed anywhere, is refused or read, and never more",
        arguments: PythonMetagraphTests.cases)
    func damaged(file: PythonMetagraphTests.Case) throws {
        let whole = VectorFile.bytes(file.file)
        let isPickle = whole[0] == 0x80
        for place in stride(from: 0, to: whole.count, by: 61) {
            #expect(throws: BittensorError(.damagedFile, "")) {
                try PythonMetagraph(parsing: [UInt8](whole[..<place]))
            }
            var changed = whole
            changed[place] ^= 0x55
            // A number may be another one; an archive's checksum knows better.
            let read = try? PythonMetagraph(parsing: changed)
            if let read { #expect(isPickle || read.arrays.n == 8, "byte \(place)") }
        }
    }
}
