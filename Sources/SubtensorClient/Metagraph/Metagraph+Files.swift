// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import BittensorWallet
import SubstratePrimitives

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension Metagraph {
    /// Where the Python SDK keeps the metagraphs of a network's subnet: `~/.bittensor/metagraphs/network-…/netuid-…`.
    public static func folder(network: String, netuid: NetUID) -> URL {
        // Where `HOME` says, as for wallets and in Python: Foundation asks the user database.
        let home = Wallet.homeFolder.map { URL(filePath: $0) } ?? FileManager.default.homeDirectoryForCurrentUser
        return home.appending(
            path: ".bittensor/metagraphs/network-\(network)/netuid-\(netuid)")
    }

    /// Saves the metagraph in a folder, which is made when it is not there.
    ///
    /// As `block-N.json`, with accounts and axons, beside a safetensors file with the numbers, which the JSON names.
    /// Python reads both:
    ///
    /// ```python
    /// facts = json.load(open("block-100.json"))
    /// arrays = safetensors.numpy.load_file(facts["tensors"]["file"])
    /// ```
    ///
    /// What was saved of the same block before is replaced in one step: whoever reads sees either all of the old or all
    /// of the new.
    /// - Returns: the JSON file, for `load`.
    /// - Throws: `fileNotWritten`.
    @discardableResult
    public func save(in folder: URL) throws(BittensorError) -> URL {
        let description = MetagraphDescription(self)
        let tensors = try SavedMetagraph.tensors(of: self, description).encoded()
        let digest = Hash256(unchecked: Hashing.blake2b256(tensors))
        let name = "block-\(block)"
        let saved = SavedMetagraph(
            tensors: .init(file: "\(name).\(digest.hex.dropFirst(2).prefix(16)).safetensors", blake2b: digest.hex),
            metagraph: description)
        let main = folder.appending(path: "\(name).json")
        let previous = try? SavedMetagraph(contentsOf: main)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(tensors).write(to: folder.appending(path: saved.tensors.file), options: .atomic)
            try saved.encoded().write(to: main, options: .atomic)
        } catch {
            throw BittensorError(.fileNotWritten, "\(main.path) cannot be written: \(error.fileReason)")
        }
        if let previous, previous.tensors.file != saved.tensors.file, previous.tensors.isPlain {
            try? FileManager.default.removeItem(at: folder.appending(path: previous.tensors.file))
        }
        return main
    }

    /// Loads a metagraph that `save` wrote.
    ///
    /// - Parameter file: the JSON file; or the folder, of which the newest block is taken.
    /// - Throws: `damagedFile` for anything that is not exactly as it was saved.
    public static func load(from file: URL) throws(BittensorError) -> Metagraph {
        let main = try file.hasDirectoryPath || isFolder(file) ? newest(in: file) : file
        let saved = try SavedMetagraph(contentsOf: main)
        let folder = main.deletingLastPathComponent()
        guard saved.tensors.isPlain else {
            throw BittensorError(.damagedFile, "\(main.path) names a file in another folder")
        }
        let bytes = try SavedMetagraph.read(folder.appending(path: saved.tensors.file))
        guard Hash256(unchecked: Hashing.blake2b256(bytes)).hex == saved.tensors.blake2b else {
            throw BittensorError(
                .damagedFile, "\(saved.tensors.file) is not as it was saved: its hash is another than \(main.path) says"
            )
        }
        let tensors = try TensorFile(parsing: bytes)
        guard try saved.metagraph.digest() == tensors.texts[SavedMetagraph.digestKey] else {
            throw BittensorError(.damagedFile, "\(main.path) is not as it was saved: its hash is another")
        }
        return try saved.metagraph.metagraph(MetagraphNumbers(tensors))
    }

    private static func isFolder(_ url: URL) -> Bool {
        type(of: url) == .typeDirectory
    }

    private static func type(of url: URL) -> FileAttributeType? {
        let path = url.resolvingSymlinksInPath().path
        return try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    }

    private static func newest(in folder: URL) throws(BittensorError) -> URL {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let blocks = names.compactMap { name -> UInt64? in
            guard name.hasPrefix("block-"), name.hasSuffix(".json") else { return nil }
            return UInt64(name.dropFirst(6).dropLast(5))
        }
        guard let newest = blocks.max() else {
            throw BittensorError(.damagedFile, "there is no saved metagraph in \(folder.path)")
        }
        return folder.appending(path: "block-\(newest).json")
    }
}
