// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Foundation
import SubstratePrimitives
import TestVectors
import Testing

@Suite("A metagraph that Python saved")
struct PythonMetagraphTests {
    /// A file of the vectors, with what Python said it holds.
    struct Case: Sendable, CustomTestStringConvertible {
        let folder: String
        var file: String { "metagraph_files/\(folder)/network-test/netuid-7/block-5999299.pt" }
        /// `written` holds what 10.5.0 saved.
        var facts: Vector {
            VectorFile("metagraph_files/\(folder == "written" ? "10.5.0" : folder).json").root
        }
        var testDescription: String { folder }
    }

    static let cases = VectorFile("metagraph_files/index.json").cases("files").map { file in
        Case(folder: String(file["file"].string.prefix { $0 != "/" }))
    }

    @Test("of every release and in either form has the values that Python read from it", arguments: cases)
    func values(file: Case) throws {
        let python = try PythonMetagraph(parsing: VectorFile.bytes(file.file))
        let facts = file.facts["state_dict"]
        var compared = 0
        for name in MetagraphArrays.Name.allCases where !facts[name.rawValue].isNull {
            let (expected, array) = (facts[name.rawValue], try #require(python.arrays[name]))
            #expect(array.type.rawValue == expected["dtype"].string, "\(name)")
            #expect(array.shape == expected["shape"].list.map { Int($0.uint64) }, "\(name)")
            #expect(array.floats == expected["values"].list.map(\.float), "\(name)")
            compared += 1
        }
        #expect(compared >= 15)
        #expect(python.arrays.netuid.map { UInt64($0.rawValue) } == facts["netuid"].optionalNumber)
        #expect(python.arrays.network == facts["network"].optionalString)

        let axons = file.folder == "written" ? [] : file.facts["axons"].cases
        #expect(python.axons.map { $0.hotkey.ss58() } == axons.map { $0["hotkey"].string })
        #expect(python.axons.map { $0.coldkey.ss58() } == axons.map { $0["coldkey"].string })
        #expect(python.axons.map { "\($0.ip)" } == axons.map { $0["ip"].string })
        #expect(python.axons.map { UInt64($0.port) } == axons.map { $0["port"].uint64 })
        #expect(python.axons.map { UInt64($0.version) } == axons.map { $0["version"].uint64 })
        #expect(python.axons.map { UInt64($0.protocol) } == axons.map { $0["protocol"].uint64 })
        let hasNeurons = ["8.5.2", "9.8.3", "10.5.0", "10.5.0-torch"].contains(file.folder)
        #expect(python.neurons.count == (hasNeurons ? 8 : 0))
        for (neuron, expected) in zip(python.neurons, file.facts["neurons"].cases) {
            #expect(UInt64(neuron.uid) == expected["uid"].uint64)
            #expect(neuron.hotkey.ss58() == expected["hotkey"].string)
            #expect(neuron.coldkey.ss58() == expected["coldkey"].string)
            #expect("\(try #require(neuron.stake).rao)" == expected["stake_rao"].string)
        }
    }

    @Test("becomes a metagraph whose letters are the file's, to the last bit", arguments: cases)
    func metagraph(file: Case) throws {
        let metagraph = try Metagraph.load(from: URL(filePath: VectorFile.path(file.file)))
        let facts = file.facts["state_dict"]
        #expect(metagraph.netuid == 7 && metagraph.block == 5_999_299 && metagraph.n == 8)
        for (name, letters) in [
            ("stake", metagraph.S), ("consensus", metagraph.C), ("validator_trust", metagraph.Tv),
            ("incentive", metagraph.I), ("emission", metagraph.E), ("dividends", metagraph.D),
        ] {
            #expect(letters == facts[name]["values"].list.map(\.float), "\(name)")
        }
        #expect(metagraph.W.flatMap { $0 } == facts["weights"]["values"].list.map(\.float))
        #expect(metagraph.B.flatMap { $0 } == facts["bonds"]["values"].list.map(\.float))
        #expect(metagraph.lastUpdate.map(\.rawValue) == facts["last_update"]["values"].list.map(\.uint64))
        // The chain's whole numbers are the nearest.
        for (proportion, letter) in zip(metagraph.incentive, metagraph.I) {
            #expect(abs(proportion.value - Double(letter)) <= 0.5 / 65535)
        }
        let weights = try #require(metagraph.weights)
        #expect(weights[0].map(\.value).max() == 65535)
        if file.folder == "written" {
            #expect(metagraph.hotkeys.allSatisfy { $0.bytes == [UInt8](repeating: 0, count: 32) })
        } else {
            #expect(metagraph.hotkeys.map { $0.ss58() } == file.facts["axons"].cases.map { $0["hotkey"].string })
            #expect(metagraph.axons.map(\.ipText) == file.facts["axons"].cases.map { $0["ip"].string })
        }
    }

    @Test("is written as Python loads it, byte for byte")
    func written() throws {
        let metagraph = try Metagraph.load(from: URL(filePath: VectorFile.path(Case(folder: "10.5.0").file)))
        let expected = VectorFile.bytes(Case(folder: "written").file)
        #expect(try PythonMetagraph(MetagraphArrays(metagraph)).numpyFile() == expected)
        let arrays = try PythonMetagraph(parsing: expected).arrays
        #expect(try PythonMetagraph(arrays).numpyFile() == expected)
    }

    @Test("goes through both forms and our own without a change", arguments: cases, MetagraphForm.allCases)
    func roundTrip(file: Case, form: MetagraphForm) async throws {
        let metagraph = try Metagraph.load(from: URL(filePath: VectorFile.path(file.file)))
        try await MetagraphFileTests.withFolder { folder in
            let saved = try metagraph.save(in: folder.appending(path: "netuid-7"), as: form)
            let loaded = try Metagraph.load(from: saved)
            if form == .native { #expect(loaded == metagraph) }
            #expect(loaded.S == metagraph.S && loaded.W == metagraph.W && loaded.B == metagraph.B)
            for name in MetagraphArrays.Name.allCases {
                guard let array = metagraph.array(name) else { continue }
                #expect(loaded.array(name) == array, "\(name)")
            }
        }
    }

    @Test("of the chain, whole or lite, keeps its numbers through Python's forms", arguments: [true, false])
    func ours(lite: Bool) async throws {
        let metagraph = try await MetagraphTests.read(count: 20, lite: lite)
        for bytes in [
            try PythonMetagraph(MetagraphArrays(metagraph)).numpyFile(),
            try PythonMetagraph(MetagraphArrays(metagraph, network: "local")).torchFile(),
        ] {
            let loaded = try Metagraph(PythonMetagraph(parsing: bytes))
            #expect(loaded.isLite == lite)
            #expect(loaded.S == metagraph.S && loaded.AS == metagraph.AS && loaded.TS == metagraph.TS)
            #expect(loaded.W == metagraph.W && loaded.B == metagraph.B && loaded.R == metagraph.R)
            #expect(loaded.incentive == metagraph.incentive && loaded.trust == metagraph.trust)
            #expect(loaded.active == metagraph.active && loaded.validatorPermit == metagraph.validatorPermit)
            #expect(loaded.bonds == metagraph.bonds)
            #expect(loaded.networkName == "local" && loaded.netuid == metagraph.netuid)
            // What comes from different places is of the same subnet, as far as anybody can tell.
            let news = try loaded.difference(from: metagraph)
            #expect(news.replaced.count == 20)
        }
    }

    private static let large = 1_073_741_824
    private static let tooLarge: [[Int]] = [
        [-1], [2_147_483_648], [1_099_511_627_776, 0], [0, 2_147_483_648], [large, large, large],
        [0, large, large, large], [1, 1, 1, 1, 1],
    ]

    @Test("has no array whose shape no memory could hold, empty or not", arguments: tooLarge)
    func shapes(shape: [Int]) {
        #expect(NumPyArray(type: .float32, shape: shape, bytes: []) == nil)
        #expect(NumPyArray(type: .float32, shape: shape, bytes: [0, 0, 0, 0]) == nil)
    }

    @Test("that does not say its subnet says it by its folder, or needs to be told")
    func unnamedSubnet() async throws {
        let bytes = VectorFile.bytes(Case(folder: "6.9.4").file)
        let python = try PythonMetagraph(parsing: bytes)
        #expect(python.arrays.netuid == nil)
        #expect(throws: BittensorError(.damagedFile, "")) { try Metagraph(python) }
        #expect(try Metagraph(python, netuid: 3).netuid == 3)
        try await MetagraphFileTests.withFolder { folder in
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let file = folder.appending(path: "block-1.pt")
            try Data(bytes).write(to: file)
            let error = #expect(throws: BittensorError.self) { try Metagraph.load(from: file) }
            #expect(error?.reason.contains("which subnet") == true)
            #expect(try Metagraph.load(from: file, netuid: 9).netuid == 9)
        }
        #expect(throws: BittensorError(.invalidOption, "")) {
            try Metagraph.load(from: URL(filePath: VectorFile.path(Case(folder: "10.5.0").file)), netuid: 9)
        }
    }
}

extension Vector {
    /// A number as 32 bits hold it.
    fileprivate var float: Float {
        switch self {
        case .bool(let flag): flag ? 1 : 0
        case .integer(let number): Float(number)
        case .number(let number): Float(number)
        default: .nan
        }
    }

    fileprivate var optionalNumber: UInt64? { isNull ? nil : uint64 }
    fileprivate var optionalString: String? { isNull ? nil : string }
}
