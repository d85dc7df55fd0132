// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Foundation
import TestVectors
import Testing

@Suite("Where a metagraph is saved")
struct MetagraphPlaceTests {
    @Test(
        "is where Python looks, in the form that is asked for, with our own beside it", arguments: ArrayLibrary.allCases
    )
    func place(library: ArrayLibrary) async throws {
        let metagraph = try await MetagraphTests.read(count: 3)
        try await MetagraphFileTests.withFolder { home in
            let file = try metagraph.save(library: library, homeFolder: home.path)
            #expect(file.path == "\(home.path)/.bittensor/metagraphs/network-local/netuid-1/block-1000.pt")
            let names = try MetagraphFileTests.files(file.deletingLastPathComponent())
            #expect(names.count == 3 && names.filter { Self.pythonsBlock($0) != nil } == ["block-1000.pt"])
            #expect(try Data(contentsOf: file).starts(with: library == .torch ? Data("PK".utf8) : Data([0x80])))
            // Of one block the native form counts, which has accounts.
            #expect(try Metagraph.load(network: "local", netuid: 1, homeFolder: home.path) == metagraph)
            var other = try await MetagraphTests.read(count: 2)
            try other.load(homeFolder: home.path)
            #expect(other == metagraph)
            #expect(throws: BittensorError(.invalidOption, "")) {
                try metagraph.save(network: "ws://127.0.0.1:9944", homeFolder: home.path)
            }
            #expect(throws: BittensorError(.damagedFile, "")) {
                try Metagraph.load(netuid: 1, homeFolder: home.path)
            }
        }
    }

    @Test("gives the newest block of whatever form, and of one block the form that has more")
    func newest() async throws {
        let metagraph = try await MetagraphTests.read(count: 3)
        try await MetagraphFileTests.withFolder { folder in
            try metagraph.save(in: folder)
            try metagraph.save(in: folder, as: .numpy)
            #expect(try Metagraph.load(from: folder) == metagraph)
            let newer = folder.appending(path: "block-5999299.pt")
            try Data(VectorFile.bytes("metagraph_files/9.8.3/network-test/netuid-7/block-5999299.pt")).write(to: newer)
            #expect(try Metagraph.load(from: folder).block == 5_999_299)
            try Data().write(to: folder.appending(path: "block-7000000.txt"))
            try Data().write(to: folder.appending(path: "block-x.pt"))
            #expect(try Metagraph.load(from: folder).block == 5_999_299)
        }
    }

    @Test("what was saved under the old name is read, and leaves Python's way when the block is saved anew")
    func oldName() async throws {
        let metagraph = try await MetagraphTests.read(count: 3)
        try await MetagraphFileTests.withFolder { folder in
            let new = try metagraph.save(in: folder)
            let old = folder.appending(path: "block-1000.json")
            try FileManager.default.moveItem(at: new, to: old)
            #expect(try Metagraph.load(from: folder) == metagraph)
            #expect(try Metagraph.load(from: old) == metagraph)
            try metagraph.save(in: folder)
            #expect(try MetagraphFileTests.files(folder).allSatisfy { Self.pythonsBlock($0) == nil })
            #expect(try Metagraph.load(from: folder) == metagraph)
        }
    }

    /// The block that Python's `latest_block_path` reads from a name; nil where it passes a file over.
    private static func pythonsBlock(_ name: String) -> Int? {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count > 1, let number = parts[1].split(separator: ".", omittingEmptySubsequences: false).first
        else { return nil }
        return Int(number)
    }

    @Test("the environment asks for torch by the value 1 and no other")
    func environment() {
        #expect(ArrayLibrary(environment: ["USE_TORCH": "1"]) == .torch)
        for value in ["0", "true", "", " 1"] {
            #expect(ArrayLibrary(environment: ["USE_TORCH": value]) == .numpy)
        }
        #expect(ArrayLibrary(environment: [:]) == .numpy)
        #expect(MetagraphForm(.torch) == .torch && MetagraphForm(.numpy) == .numpy)
        #expect(TensorType.Naming(.torch) == .torch && TensorType.Naming(.numpy) == .numpy)
    }

    @Test("its arrays are tensors under either library's names, and come back")
    func tensors() async throws {
        let metagraph = try await MetagraphTests.read(count: 6)
        let stake = try #require(metagraph.tensor(.stake, naming: .torch))
        #expect(stake.json["dtype"]?.text == "torch.float32" && stake.elements() == metagraph.S)
        #expect(metagraph.tensor(.stake)?.naming == .environment)
        #expect(metagraph.tensor(.weights)?.shape == [6, 6])
        #expect(metagraph.tensor(.validatorPermit)?.elements() == metagraph.validatorPermit)
        #expect(metagraph.tensor(.uids)?.elements() == [0, 1, 2, 3, 4, 5] as [Int64])
        #expect(metagraph.tensor(.pruningScore) == nil)
        var arrays = MetagraphArrays(metagraph)
        #expect(try NumPyArray(stake) == arrays[.stake])
        arrays[.stake] = try NumPyArray(Tensor([1, 2, 3, 4, 5, 6] as [Double]))
        arrays[.active] = try NumPyArray(Tensor([1, 0, 1, 0, 1, 0] as [Int8]))
        let changed = try Metagraph(PythonMetagraph(arrays))
        #expect(changed.S == [1, 2, 3, 4, 5, 6])
        #expect(changed.active == [true, false, true, false, true, false])
        let cube = try Tensor([Float](repeating: 0, count: 32), shape: [2, 2, 2, 2, 2])
        #expect(throws: NetworkingError(.invalidTensor, "")) { try NumPyArray(cube) }
    }
}
