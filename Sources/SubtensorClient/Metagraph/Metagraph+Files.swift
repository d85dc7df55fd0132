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

// MARK: - Saving

extension Metagraph {
    /// Where the Python SDK keeps the metagraphs of a network's subnet: `~/.bittensor/metagraphs/network-…/netuid-…`.
    ///
    /// - Parameter homeFolder: what `~` stands for; by default what `HOME` says or else the user database.
    public static func folder(network: String, netuid: NetUID, homeFolder: String? = nil) -> URL {
        // Where `HOME` says, as for wallets and in Python: Foundation asks the user database.
        let home =
            (homeFolder ?? Wallet.homeFolder).map { URL(filePath: $0) }
            ?? FileManager.default.homeDirectoryForCurrentUser
        return home.appending(path: ".bittensor/metagraphs/network-\(network)/netuid-\(netuid)")
    }

    /// Saves the metagraph where Python's `metagraph.load()` finds it, and `load` here.
    ///
    /// Python's file has the arrays and no accounts, for the places of Python's classes move from release to release.
    /// What it lacks is in the native form beside it, which Python passes over.
    /// - Parameters:
    ///   - network: what the network is called there; by default what is known of the chain, or else `local`.
    ///   - library: whose form Python's file has; by default the one that `USE_TORCH` asks for.
    ///   - homeFolder: what `~` stands for; by default what `HOME` says or else the user database.
    /// - Returns: Python's file.
    /// - Throws: `fileNotWritten`; `invalidOption` for a network's name that is no name of a folder.
    @discardableResult
    public func save(
        network: String? = nil, library: ArrayLibrary = .chosen, homeFolder: String? = nil
    ) throws(BittensorError) -> URL {
        let network = network ?? networkName
        let folder = try Self.savingFolder(network: network, netuid: netuid, homeFolder: homeFolder)
        let file = try save(in: folder, as: MetagraphForm(library), network: network)
        try save(in: folder, as: .native)
        return file
    }

    /// Saves the metagraph in a folder, which is made when it is not there.
    ///
    /// The native form is `block_N.json`, with accounts and axons, beside a safetensors file with the numbers, which
    /// the JSON names. Python reads both:
    ///
    /// ```python
    /// facts = json.load(open("block_100.json"))
    /// arrays = safetensors.numpy.load_file(facts["tensors"]["file"])
    /// ```
    ///
    /// The other two are `block-N.pt`, which Python's `metagraph.load_from_path(folder)` loads. What was saved of the
    /// same block before is replaced in one step: whoever reads sees either all of the old or all of the new.
    /// - Parameter network: what Python's file calls the network; by default what is known of the chain, or else
    ///   `local`.
    /// - Returns: the file, for `load`; of the native form the JSON.
    /// - Throws: `fileNotWritten`.
    @discardableResult
    public func save(
        in folder: URL, as form: MetagraphForm = .native, network: String? = nil
    ) throws(BittensorError) -> URL {
        guard form != .native else { return try SavedMetagraph.write(self, in: folder) }
        let python = PythonMetagraph(MetagraphArrays(self, network: network))
        let bytes = try form == .torch ? python.torchFile() : python.numpyFile()
        let file = folder.appending(path: "block-\(block).pt")
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(bytes).write(to: file, options: .atomic)
        } catch {
            throw BittensorError(.fileNotWritten, "\(file.path) cannot be written: \(error.fileReason)")
        }
        return file
    }

    /// The folder of a network's subnet; throws `invalidOption` for a network's name that is no name of a folder.
    package static func savingFolder(
        network: String, netuid: NetUID, homeFolder: String?
    ) throws(BittensorError) -> URL {
        guard !network.isEmpty, !network.contains("/"), !network.unicodeScalars.contains("\0") else {
            throw BittensorError(
                .invalidOption, "\(excerpt(network)) is no name of a network's folder: use one such as finney or local")
        }
        return folder(network: network, netuid: netuid, homeFolder: homeFolder)
    }
}

// MARK: - Loading

extension Metagraph {
    /// Loads the newest metagraph of a subnet that `save` here or in the Python SDK put where Python keeps them.
    ///
    /// - Parameter homeFolder: what `~` stands for; by default what `HOME` says or else the user database.
    /// - Throws: `damagedFile` when there is none, or for anything that is not exactly as it was saved.
    public static func load(
        network: String = Network.defaultName, netuid: NetUID, homeFolder: String? = nil
    ) throws(BittensorError) -> Metagraph {
        try load(
            from: try savingFolder(network: network, netuid: netuid, homeFolder: homeFolder), netuid: netuid)
    }

    /// Loads the newest metagraph of the same subnet and network that was saved where Python keeps them.
    ///
    /// - Throws: `damagedFile` when there is none, or for anything that is not exactly as it was saved.
    public mutating func load(network: String? = nil, homeFolder: String? = nil) throws(BittensorError) {
        self = try Self.load(network: network ?? networkName, netuid: netuid, homeFolder: homeFolder)
    }

    /// Loads a metagraph that `save` wrote, or the Python SDK from 6.9 to 10.5 in either of its forms.
    ///
    /// No code of a file is run: one that names anything but arrays and the records of a metagraph is refused.
    /// - Parameters:
    ///   - file: the JSON file, or Python's; or the folder, of which the newest block is taken, and of one block the
    ///     native form, which has more.
    ///   - netuid: the subnet that is expected. Files of SDK 6 do not say theirs, nor their network: then the names of
    ///     the folders do, `network-…/netuid-…`.
    /// - Throws: `damagedFile` for anything that is not exactly as it was saved; `invalidOption` for another subnet
    ///   than the one that is expected.
    public static func load(from file: URL, netuid: NetUID? = nil) throws(BittensorError) -> Metagraph {
        let main = try isFolder(file) ? newest(in: file) : file
        let bytes = try SavedMetagraph.read(main)
        let metagraph = try parsed(bytes, main, netuid)
        guard netuid == nil || netuid == metagraph.netuid else {
            throw BittensorError(
                .invalidOption, "\(main.path) is of subnet \(metagraph.netuid), not \(netuid.map { "\($0)" } ?? "")")
        }
        return metagraph
    }

    private static func parsed(_ bytes: [UInt8], _ file: URL, _ netuid: NetUID?) throws(BittensorError) -> Metagraph {
        if bytes.first == UInt8(ascii: "{") { return try SavedMetagraph.metagraph(bytes, file) }
        var python: PythonMetagraph
        do {
            python = try PythonMetagraph(file: bytes)
        } catch {
            throw BittensorError(.damagedFile, "\(file.path) is no saved metagraph: \(error.reason)")
        }
        let folder = file.resolvingSymlinksInPath().deletingLastPathComponent()
        func named(_ folder: URL, _ start: String) -> String? {
            let name = folder.lastPathComponent
            return name.hasPrefix(start) ? String(name.dropFirst(start.count)) : nil
        }
        let subnet = named(folder, "netuid-").flatMap { UInt16($0) }
        python.arrays.network = python.arrays.network ?? named(folder.deletingLastPathComponent(), "network-")
        do {
            return try Metagraph(python, netuid: netuid ?? subnet.map { NetUID($0) })
        } catch {
            throw BittensorError(error.code, "\(file.path): \(error.reason)")
        }
    }

    private static func isFolder(_ url: URL) -> Bool {
        let path = url.resolvingSymlinksInPath().path
        let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
        return url.hasDirectoryPath || type == .typeDirectory
    }

    /// The file of the newest block.
    private static func newest(in folder: URL) throws(BittensorError) -> URL {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let files = names.compactMap(SavedName.init)
        guard let newest = files.max(by: { ($0.block, $0.rank) < ($1.block, $1.rank) }) else {
            throw BittensorError(.damagedFile, "there is no saved metagraph in \(folder.path)")
        }
        return folder.appending(path: newest.name)
    }
}

/// A name that a saved metagraph may have.
private struct SavedName {
    let name: String
    let block: UInt64
    /// What counts more of one block: the native form, which has more than Python's; under the name of today, or under
    /// the one that it had while it stood in Python's way.
    let rank: Int

    private static let forms: [(start: String, end: String)] = [
        ("block-", ".pt"), ("block-", ".json"), ("block_", ".json"),
    ]

    init?(_ name: String) {
        guard let rank = Self.forms.firstIndex(where: { name.hasPrefix($0.start) && name.hasSuffix($0.end) }),
            let block = UInt64(name.dropFirst(Self.forms[rank].start.count).dropLast(Self.forms[rank].end.count))
        else { return nil }
        self.name = name
        self.block = block
        self.rank = rank
    }
}
