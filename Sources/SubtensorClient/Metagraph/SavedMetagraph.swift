// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstratePrimitives

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The JSON file of a saved metagraph.
struct SavedMetagraph: Codable {
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
    /// Under this name it holds the arrays of a metagraph that was read from Python's file, in Python's form.
    static let pythonKey = "python_file"
    /// More than the largest subnet's metagraph.
    private static let largestFile = 1 << 30

    init(tensors: Tensors, metagraph: MetagraphDescription) {
        self.tensors = tensors
        self.metagraph = metagraph
    }

    private init(_ bytes: [UInt8], _ url: URL) throws(BittensorError) {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(bytes))
        } catch {
            throw BittensorError(.damagedFile, "\(url.path) is no saved metagraph: its JSON cannot be read")
        }
    }

    /// Writes both files; returns the JSON.
    static func write(_ metagraph: Metagraph, in folder: URL) throws(BittensorError) -> URL {
        let description = MetagraphDescription(metagraph)
        let tensors = try tensors(of: metagraph, description).encoded()
        let digest = Hash256(unchecked: Hashing.blake2b256(tensors))
        let name = "block_\(metagraph.block)"
        let saved = SavedMetagraph(
            tensors: .init(file: "\(name).\(digest.hex.dropFirst(2).prefix(16)).safetensors", blake2b: digest.hex),
            metagraph: description)
        let main = folder.appending(path: "\(name).json")
        let old = folder.appending(path: "block-\(metagraph.block).json")
        let previous = [main, old].compactMap { url -> (url: URL, tensors: Tensors)? in
            guard let bytes = try? read(url), let saved = try? SavedMetagraph(bytes, url) else { return nil }
            return (url, saved.tensors)
        }
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(tensors).write(to: folder.appending(path: saved.tensors.file), options: .atomic)
            try saved.encoded().write(to: main, options: .atomic)
        } catch {
            throw BittensorError(.fileNotWritten, "\(main.path) cannot be written: \(error.fileReason)")
        }
        for (url, tensors) in previous {
            if tensors.isPlain, tensors.file != saved.tensors.file {
                try? FileManager.default.removeItem(at: folder.appending(path: tensors.file))
            }
            // Under its old name Python takes it for one of its own, and fails.
            if url == old { try? FileManager.default.removeItem(at: url) }
        }
        return main
    }

    /// The metagraph of a JSON file's bytes.
    static func metagraph(_ bytes: [UInt8], _ url: URL) throws(BittensorError) -> Metagraph {
        let saved = try SavedMetagraph(bytes, url)
        guard saved.tensors.isPlain else {
            throw BittensorError(.damagedFile, "\(url.path) names a file in another folder")
        }
        let numbers = try read(url.deletingLastPathComponent().appending(path: saved.tensors.file))
        guard Hash256(unchecked: Hashing.blake2b256(numbers)).hex == saved.tensors.blake2b else {
            throw BittensorError(
                .damagedFile, "\(saved.tensors.file) is not as it was saved: its hash is another than \(url.path) says")
        }
        let tensors = try TensorFile(parsing: numbers)
        guard try saved.metagraph.digest() == tensors.texts[digestKey] else {
            throw BittensorError(.damagedFile, "\(url.path) is not as it was saved: its hash is another")
        }
        return try saved.metagraph.metagraph(MetagraphNumbers(tensors))
    }

    static func read(_ url: URL) throws(BittensorError) -> [UInt8] {
        do {
            let file = try FileManager.default.attributesOfItem(atPath: url.resolvingSymlinksInPath().path)
            guard file[.type] as? FileAttributeType == .typeRegular else {
                throw BittensorError(.damagedFile, "\(url.path) is no file")
            }
            // Foundation and its essentials have it in different types.
            let size = (file[.size] as? UInt64) ?? (file[.size] as? UInt).map { UInt64($0) }
            guard let size, size <= largestFile else {
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
        let numbers = try MetagraphNumbers(metagraph)
        if let python = numbers.pythonFile { file.append(pythonKey, python) }
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
    func digest() throws(BittensorError) -> String {
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
    init(_ file: TensorFile) throws(BittensorError) {
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
        pythonFile = file.has(SavedMetagraph.pythonKey) ? try file.uint8s(SavedMetagraph.pythonKey) : nil
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
