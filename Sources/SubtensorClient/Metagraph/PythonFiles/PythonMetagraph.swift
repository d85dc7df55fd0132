// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstratePrimitives

/// What the Python SDK saved of a metagraph: its arrays, and its axons and neurons where it saved those.
///
/// Read from either form, a pickle of numpy's arrays or an archive of torch's, by SDK 6 to 10. No code of a file is
/// run: what names anything but arrays and the records of a metagraph is refused.
public struct PythonMetagraph: Hashable, Sendable {
    public var arrays: MetagraphArrays
    /// Empty in files that hold arrays alone.
    public var axons: [Axon]
    /// Empty in files that hold arrays alone, and in those of SDK 6 and 7.
    public var neurons: [Neuron]

    /// Where a neuron serves, and whose it is.
    public struct Axon: Hashable, Sendable {
        public let hotkey: AccountID
        public let coldkey: AccountID
        public let version: UInt32
        public let ip: IPAddress
        public let port: UInt16
        public let `protocol`: UInt8
        public let placeholder1: UInt8
        public let placeholder2: UInt8
    }

    /// A neuron, as far as the arrays do not tell it.
    public struct Neuron: Hashable, Sendable {
        public let uid: UInt16
        public let hotkey: AccountID
        public let coldkey: AccountID
        public let stake: Balance?
    }

    /// Python's file of these arrays alone.
    public init(_ arrays: MetagraphArrays) {
        self.arrays = arrays
        axons = []
        neurons = []
    }

    /// Reads the bytes of a file.
    ///
    /// - Throws: `damagedFile` for anything that is no metagraph of Python's.
    public init(parsing bytes: [UInt8]) throws(BittensorError) {
        do {
            try self.init(file: bytes)
        } catch {
            throw BittensorError(.damagedFile, "no metagraph that Python saved: \(error.reason)")
        }
    }

    init(file bytes: [UInt8]) throws(FileDamage) {
        let pickled: PickledArrays
        if bytes.starts(with: StoredArchive.magic) {
            pickled = try Self.torch(bytes)
        } else {
            pickled = PickledArrays(graph: try PickleReader.read(bytes, globals: Self.globals), storages: nil)
        }
        try self.init(pickled)
    }

    /// An archive has one folder, with the pickle and the storages.
    private static func torch(_ bytes: [UInt8]) throws(FileDamage) -> PickledArrays {
        let archive = try StoredArchive(parsing: bytes)
        guard let name = archive.names.first(where: { $0.hasSuffix("/data.pkl") }), let pickle = archive.entries[name]
        else { throw FileDamage("the archive has no data.pkl: torch did not make it") }
        let folder = name.dropLast("data.pkl".count)
        if let order = archive.entries["\(folder)byteorder"], !bytes[order].elementsEqual("little".utf8) {
            throw FileDamage("its numbers are big-endian: save it on a machine with the other byte order")
        }
        var storages: [String: Range<Int>] = [:]
        for (entry, content) in archive.entries where entry.hasPrefix("\(folder)data/") {
            storages[String(entry.dropFirst(folder.count + "data/".count))] = content
        }
        return PickledArrays(
            graph: try PickleReader.read(bytes, in: pickle, globals: globals), storages: storages)
    }

    private init(_ pickled: PickledArrays) throws(FileDamage) {
        let graph = pickled.graph
        guard let members = graph.members(graph.root) else { throw FileDamage("it is no dictionary of arrays") }
        arrays = MetagraphArrays()
        if let netuid = members["netuid"] {
            guard let number = graph.integer(netuid).flatMap({ UInt16(exactly: $0) }) else {
                throw FileDamage("'netuid' is no subnet's number")
            }
            arrays.netuid = NetUID(number)
        }
        arrays.network = graph.text(members["network"])
        for name in MetagraphArrays.Name.allCases {
            guard var member = members[name.rawValue] else { continue }
            // SDK 7 has a tuple around the version.
            if name == .version, let only = graph.tuple(member), only.count == 1 { member = only[0] }
            do {
                arrays[name] = try pickled.array(member)
            } catch {
                throw FileDamage("'\(name.rawValue)' \(error.reason)")
            }
        }
        try arrays.check()
        axons = try Self.list(graph, members["axons"], "axon", arrays.n, Axon.init)
        neurons = try Self.list(graph, members["neurons"], "neuron", arrays.n, Neuron.init)
        guard neurons.enumerated().allSatisfy({ $0.offset == Int($0.element.uid) }) else {
            throw FileDamage("its neurons are not in the order of their uids")
        }
    }

    /// As many records as there are neurons, or none.
    private static func list<Record>(
        _ graph: PickleGraph, _ reference: PickleGraph.Reference?, _ what: String, _ count: Int,
        _ record: (PickledRecord) -> Record?
    ) throws(FileDamage) -> [Record] {
        guard let reference else { return [] }
        guard let items = graph.list(reference), items.isEmpty || items.count == count else {
            throw FileDamage("'\(what)s' is no list of \(count)")
        }
        var records: [Record] = []
        for (place, item) in items.enumerated() {
            guard let fields = PickledRecord(graph, item), let record = record(fields) else {
                throw FileDamage("\(what) \(place) is not what Python makes of one")
            }
            records.append(record)
        }
        return records
    }

    // MARK: What files name

    /// Where the records of a metagraph have been in releases of the SDK.
    private static let globals = PickledArrays.globals.union([
        PickleGlobal("bittensor.chain_data", "AxonInfo"), PickleGlobal("bittensor.chain_data", "NeuronInfo"),
        PickleGlobal("bittensor.chain_data", "PrometheusInfo"),
        PickleGlobal("bittensor.core.chain_data.axon_info", "AxonInfo"),
        PickleGlobal("bittensor.core.chain_data.neuron_info", "NeuronInfo"),
        PickleGlobal("bittensor.core.chain_data.prometheus_info", "PrometheusInfo"),
        PickleGlobal("bittensor.utils.balance", "Balance"),
    ])
}

/// The attributes of an object in a pickle.
private struct PickledRecord {
    let graph: PickleGraph
    private let attributes: [String: PickleGraph.Reference]

    init?(_ graph: PickleGraph, _ reference: PickleGraph.Reference?) {
        guard let attributes = graph.attributes(reference)?.1 else { return nil }
        self.graph = graph
        self.attributes = attributes
    }

    func record(_ name: String) -> PickledRecord? { PickledRecord(graph, attributes[name]) }

    func integer<Number: FixedWidthInteger>(_ name: String) -> Number? {
        graph.integer(attributes[name]).flatMap { Number(exactly: $0) }
    }

    func account(_ name: String) -> AccountID? {
        graph.text(attributes[name]).flatMap { try? AccountID(ss58: $0) }
    }

    /// An address in words; numbers were never saved.
    func address(_ name: String) -> IPAddress? { graph.text(attributes[name]).flatMap { try? IPAddress($0) } }
}

extension PythonMetagraph.Axon {
    fileprivate init?(_ record: PickledRecord) {
        guard let hotkey = record.account("hotkey"), let coldkey = record.account("coldkey"),
            let version: UInt32 = record.integer("version"), let ip = record.address("ip"),
            let port: UInt16 = record.integer("port")
        else { return nil }
        self.hotkey = hotkey
        self.coldkey = coldkey
        self.version = version
        self.ip = ip
        self.port = port
        `protocol` = record.integer("protocol") ?? 0
        placeholder1 = record.integer("placeholder1") ?? 0
        placeholder2 = record.integer("placeholder2") ?? 0
    }
}

extension PythonMetagraph.Neuron {
    fileprivate init?(_ record: PickledRecord) {
        guard let uid: UInt16 = record.integer("uid"), let hotkey = record.account("hotkey"),
            let coldkey = record.account("coldkey")
        else { return nil }
        self.uid = uid
        self.hotkey = hotkey
        self.coldkey = coldkey
        let rao: UInt64? = record.record("stake")?.integer("rao")
        stake = rao.map { Balance(rao: $0) }
    }
}
