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

/// The JSON file of a saved metagraph.
private struct SavedMetagraph: Codable {
    let tensors: Tensors
    let metagraph: MetagraphDescription

    /// The file with the numbers.
    struct Tensors: Codable {
        let file: String
        /// BLAKE2b-256 of its bytes, in hex.
        let blake2b: String

        /// Whether it lies in the same folder.
        var isPlain: Bool { !file.isEmpty && !file.contains("/") && file.hasSuffix(".safetensors") }
    }

    /// Under this name the safetensors file holds the hash of the description, so that each file vouches for the other.
    static let digestKey = "description_blake2b"
    /// More than the largest subnet's metagraph.
    private static let largestFile = 1 << 30

    init(tensors: Tensors, metagraph: MetagraphDescription) {
        self.tensors = tensors
        self.metagraph = metagraph
    }

    init(contentsOf url: URL) throws(BittensorError) {
        let bytes = try Self.read(url)
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(bytes))
        } catch {
            throw BittensorError(.damagedFile, "\(url.path) is no saved metagraph: its JSON cannot be read")
        }
    }

    static func read(_ url: URL) throws(BittensorError) -> [UInt8] {
        do {
            let file = try FileManager.default.attributesOfItem(atPath: url.resolvingSymlinksInPath().path)
            guard file[.type] as? FileAttributeType == .typeRegular else {
                throw BittensorError(.damagedFile, "\(url.path) is no file")
            }
            guard let size = file[.size] as? UInt64, size <= largestFile else {
                throw BittensorError(
                    .damagedFile, "\(url.path) is larger than \(largestFile) bytes: that is no saved metagraph")
            }
            return [UInt8](try Data(contentsOf: url))
        } catch let error as BittensorError {
            throw error
        } catch {
            throw BittensorError(.damagedFile, "\(url.path) cannot be read: \(error.fileReason)")
        }
    }

    func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return try encoder.encode(self) + Data("\n".utf8)
    }

    static func tensors(of metagraph: Metagraph, _ description: MetagraphDescription) throws(BittensorError)
        -> TensorFile
    {
        var file = TensorFile()
        file.texts = [
            digestKey: try description.digest(), "netuid": "\(metagraph.netuid)", "block": "\(metagraph.block)",
        ]
        let columns = metagraph.columns
        // The Python SDK's arrays, under its names.
        file.append("stake", metagraph.S)
        file.append("alpha_stake", metagraph.AS)
        file.append("tao_stake", metagraph.TS)
        file.append("ranks", metagraph.R)
        file.append("trust", metagraph.T)
        file.append("validator_trust", metagraph.Tv)
        file.append("consensus", metagraph.C)
        file.append("incentive", metagraph.I)
        file.append("emission", metagraph.E)
        file.append("dividends", metagraph.D)
        file.append("uids", metagraph.uids.lazy.map { UInt64($0) })
        file.append("active", columns.active)
        file.append("validator_permit", columns.validatorPermit)
        file.append("last_update", columns.lastUpdate.lazy.map(\.rawValue))
        // The chain's own numbers, from which it is loaded.
        file.append("registered_at", columns.registeredAt.lazy.map(\.rawValue))
        file.append("total_stake_rao", columns.totalStake.lazy.map(\.rao))
        file.append("alpha_stake_rao", columns.alphaStake.lazy.map(\.rao))
        file.append("tao_stake_rao", columns.taoStake.lazy.map(\.rao))
        file.append("emission_rao", columns.emission.lazy.map(\.rao))
        for (name, column) in MetagraphNumbers.proportions {
            file.append(name, columns[keyPath: column].lazy.map(\.rawValue))
        }
        let numbers = MetagraphNumbers(metagraph)
        for (name, triples) in [("weights", numbers.weights), ("bonds", numbers.bonds)] {
            guard let triples else { continue }
            file.append("\(name)_from", triples.from)
            file.append("\(name)_to", triples.to)
            file.append("\(name)_values", triples.values)
        }
        return file
    }
}

extension MetagraphDescription {
    /// BLAKE2b-256 of the description in JSON, with sorted keys and without blanks.
    fileprivate func digest() throws(BittensorError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let json = try? encoder.encode(self) else {
            throw BittensorError(.fileNotWritten, "the description of a metagraph cannot be written as JSON")
        }
        return Hashing.blake2b256([UInt8](json)).hex
    }
}

extension MetagraphNumbers {
    /// The columns of 16-bit parts of one.
    fileprivate static var proportions: [(name: String, column: WritableKeyPath<Metagraph.Columns, [Proportion]>)] {
        [
            ("rank_u16", \.rank), ("trust_u16", \.trust), ("validator_trust_u16", \.validatorTrust),
            ("consensus_u16", \.consensus), ("incentive_u16", \.incentive), ("dividends_u16", \.dividends),
        ]
    }

    /// - Throws: `damagedFile` when a list is missing.
    fileprivate init(_ file: TensorFile) throws(BittensorError) {
        columns = Metagraph.Columns()
        columns.active = try file.bools("active")
        columns.validatorPermit = try file.bools("validator_permit")
        columns.lastUpdate = try file.uint64s("last_update").map { BlockNumber($0) }
        columns.registeredAt = try file.uint64s("registered_at").map { BlockNumber($0) }
        columns.totalStake = try file.uint64s("total_stake_rao").map { Balance(rao: $0) }
        columns.alphaStake = try file.uint64s("alpha_stake_rao").map { Alpha(rao: $0) }
        columns.taoStake = try file.uint64s("tao_stake_rao").map { Balance(rao: $0) }
        columns.emission = try file.uint64s("emission_rao").map { Alpha(rao: $0) }
        for (name, column) in Self.proportions {
            columns[keyPath: column] = try file.uint16s(name).map(Proportion.init(rawValue:))
        }
        weights = try Triples(file, "weights")
        bonds = try Triples(file, "bonds")
    }
}

extension MetagraphNumbers.Triples {
    fileprivate init?(_ file: TensorFile, _ name: String) throws(BittensorError) {
        guard file.has("\(name)_from") else { return nil }
        from = try file.uint16s("\(name)_from")
        to = try file.uint16s("\(name)_to")
        values = try file.uint16s("\(name)_values")
    }
}
