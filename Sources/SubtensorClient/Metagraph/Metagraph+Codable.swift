// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstratePrimitives

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A metagraph's facts and accounts as plain texts and numbers: what the JSON beside a saved metagraph holds.
struct MetagraphDescription: Codable, Equatable {
    let format: Int
    let netuid: UInt16
    let block: UInt64
    let blockHash: String
    let genesisHash: String
    let n: Int
    let lite: Bool
    let hotkeys: [String]
    let coldkeys: [String]
    let axons: [Axon]

    /// An axon. `ip` is the address as a number, in decimal digits: it may have 128 bits; `address` is for readers.
    struct Axon: Codable, Equatable {
        let block: UInt64
        let version: UInt32
        let ip: String
        let address: String
        let port: UInt16
        let ipType: UInt8
        let `protocol`: UInt8
        let placeholder1: UInt8
        let placeholder2: UInt8

        enum CodingKeys: String, CodingKey {
            case block, version, ip, address, port, `protocol`, placeholder1, placeholder2
            case ipType = "ip_type"
        }
    }

    enum CodingKeys: String, CodingKey {
        case format, netuid, block, n, lite, hotkeys, coldkeys, axons
        case blockHash = "block_hash"
        case genesisHash = "genesis_hash"
    }

    /// The only layout so far.
    static let format = 1
}

extension MetagraphDescription {
    init(_ metagraph: Metagraph) {
        format = Self.format
        netuid = metagraph.netuid.rawValue
        block = metagraph.block.rawValue
        blockHash = metagraph.blockHash.hex
        genesisHash = metagraph.genesisHash.hex
        n = metagraph.n
        lite = metagraph.isLite
        hotkeys = metagraph.hotkeys.map { $0.ss58() }
        coldkeys = metagraph.coldkeys.map { $0.ss58() }
        axons = metagraph.axons.map { axon in
            Axon(
                block: axon.block.rawValue, version: axon.version, ip: String(axon.ip), address: axon.ipText,
                port: axon.port, ipType: axon.ipType, protocol: axon.protocol, placeholder1: axon.placeholder1,
                placeholder2: axon.placeholder2)
        }
    }

    /// The metagraph of these facts and these numbers.
    ///
    /// - Throws: `damagedFile` when they do not fit together, or an address or a hash is none.
    func metagraph(_ numbers: MetagraphNumbers) throws(BittensorError) -> Metagraph {
        func damage(_ what: String) -> BittensorError {
            BittensorError(.damagedFile, "no saved metagraph: \(what)")
        }
        guard format == Self.format else {
            throw damage("its format is \(format), and this version reads \(Self.format)")
        }
        guard let blockHash = try? Hash256(hex: blockHash), let genesisHash = try? Hash256(hex: genesisHash) else {
            throw damage("a hash of its block or its chain is none")
        }
        var columns = numbers.columns
        columns.hotkeys = hotkeys.compactMap { try? AccountID(ss58: $0) }
        columns.coldkeys = coldkeys.compactMap { try? AccountID(ss58: $0) }
        columns.axons = axons.compactMap { axon in
            UInt128(axon.ip).map { ip in
                AxonInfo(
                    block: BlockNumber(axon.block), version: axon.version, ip: ip, port: axon.port,
                    ipType: axon.ipType, protocol: axon.protocol, placeholder1: axon.placeholder1,
                    placeholder2: axon.placeholder2)
            }
        }
        guard columns.hotkeys.count == hotkeys.count, columns.coldkeys.count == coldkeys.count,
            columns.axons.count == axons.count
        else { throw damage("an address in it is none") }
        guard columns.hotkeys.count == n, columns.isComplete, (numbers.weights == nil) == lite,
            (numbers.bonds == nil) == lite
        else { throw damage("its lists are not as long as it says") }
        return Metagraph(
            netuid: NetUID(netuid), block: BlockNumber(block), blockHash: blockHash, genesisHash: genesisHash,
            columns: columns, weights: try numbers.weights?.matrix(n), bonds: try numbers.bonds?.matrix(n),
            pythonArrays: try numbers.pythonFile.map { bytes throws(BittensorError) -> MetagraphArrays in
                let arrays = try PythonMetagraph(parsing: bytes).arrays
                guard arrays.n == n else { throw damage("its arrays are not of its neurons") }
                return arrays
            })
    }
}

/// A metagraph's numbers, as the chain counts them.
struct MetagraphNumbers: Codable {
    /// All columns but accounts and axons, which stay empty.
    var columns: Metagraph.Columns
    var weights: Triples?
    var bonds: Triples?
    /// The arrays of a metagraph that was read from Python's file, in Python's form: they are not those of whole
    /// numbers.
    var pythonFile: [UInt8]?

    /// A matrix as three lists: place `i` of all of them together is one number and where it stands.
    struct Triples: Codable {
        var from: [UInt16]
        var to: [UInt16]
        var values: [UInt16]
    }

    enum CodingKeys: String, CodingKey {
        case weights, bonds, active, rank, trust, consensus, incentive, dividends, emission
        case validatorPermit = "validator_permit"
        case lastUpdate = "last_update"
        case registeredAt = "registered_at"
        case totalStake = "total_stake"
        case alphaStake = "alpha_stake"
        case taoStake = "tao_stake"
        case pythonFile = "python_file"
        case validatorTrust = "validator_trust"
    }
}

extension MetagraphNumbers {
    init(_ metagraph: Metagraph) throws(BittensorError) {
        columns = metagraph.columns
        weights = metagraph.weights.map(Triples.init)
        bonds = metagraph.bonds.map(Triples.init)
        pythonFile = try metagraph.pythonArrays.map { arrays throws(BittensorError) -> [UInt8] in
            try PythonMetagraph(arrays).numpyFile(arrays.names)
        }
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func numbers(_ key: CodingKeys) throws -> [UInt64] { try values.decode([UInt64].self, forKey: key) }
        func parts(_ key: CodingKeys) throws -> [Proportion] {
            try values.decode([UInt16].self, forKey: key).map(Proportion.init(rawValue:))
        }
        columns = Metagraph.Columns()
        columns.active = try values.decode([Bool].self, forKey: .active)
        columns.validatorPermit = try values.decode([Bool].self, forKey: .validatorPermit)
        columns.lastUpdate = try numbers(.lastUpdate).map { BlockNumber($0) }
        columns.registeredAt = try numbers(.registeredAt).map { BlockNumber($0) }
        columns.totalStake = try numbers(.totalStake).map { Balance(rao: $0) }
        columns.alphaStake = try numbers(.alphaStake).map { Alpha(rao: $0) }
        columns.taoStake = try numbers(.taoStake).map { Balance(rao: $0) }
        columns.emission = try numbers(.emission).map { Alpha(rao: $0) }
        columns.rank = try parts(.rank)
        columns.trust = try parts(.trust)
        columns.validatorTrust = try parts(.validatorTrust)
        columns.consensus = try parts(.consensus)
        columns.incentive = try parts(.incentive)
        columns.dividends = try parts(.dividends)
        weights = try values.decodeIfPresent(Triples.self, forKey: .weights)
        bonds = try values.decodeIfPresent(Triples.self, forKey: .bonds)
        pythonFile = try values.decodeIfPresent(Data.self, forKey: .pythonFile).map { [UInt8]($0) }
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(columns.active, forKey: .active)
        try values.encode(columns.validatorPermit, forKey: .validatorPermit)
        try values.encode(columns.lastUpdate.map(\.rawValue), forKey: .lastUpdate)
        try values.encode(columns.registeredAt.map(\.rawValue), forKey: .registeredAt)
        try values.encode(columns.totalStake.map(\.rao), forKey: .totalStake)
        try values.encode(columns.alphaStake.map(\.rao), forKey: .alphaStake)
        try values.encode(columns.taoStake.map(\.rao), forKey: .taoStake)
        try values.encode(columns.emission.map(\.rao), forKey: .emission)
        try values.encode(columns.rank.map(\.rawValue), forKey: .rank)
        try values.encode(columns.trust.map(\.rawValue), forKey: .trust)
        try values.encode(columns.validatorTrust.map(\.rawValue), forKey: .validatorTrust)
        try values.encode(columns.consensus.map(\.rawValue), forKey: .consensus)
        try values.encode(columns.incentive.map(\.rawValue), forKey: .incentive)
        try values.encode(columns.dividends.map(\.rawValue), forKey: .dividends)
        try values.encodeIfPresent(weights, forKey: .weights)
        try values.encodeIfPresent(bonds, forKey: .bonds)
        try values.encodeIfPresent(pythonFile.map { Data($0) }, forKey: .pythonFile)
    }
}

extension MetagraphNumbers.Triples {
    init(_ matrix: NeuronMatrix) {
        from = (0..<matrix.count).flatMap { uid in
            repeatElement(UInt16(clamping: uid), count: matrix.starts[uid + 1] - matrix.starts[uid])
        }
        to = matrix.entries.map(\.uid)
        values = matrix.entries.map(\.value)
    }

    /// - Throws: `damagedFile` unless rows come in order and every uid exists.
    func matrix(_ count: Int) throws(BittensorError) -> NeuronMatrix {
        let isOrdered = zip(from, from.dropFirst()).allSatisfy { $0 <= $1 }
        guard from.count == to.count, to.count == values.count, isOrdered, Int(from.last ?? 0) < max(1, count),
            Int(to.max() ?? 0) < max(1, count)
        else { throw BittensorError(.damagedFile, "no saved metagraph: its weights or bonds are not of its neurons") }
        var starts = [Int](repeating: 0, count: count + 1)
        for uid in from where Int(uid) < count { starts[Int(uid) + 1] += 1 }
        for place in 0..<count { starts[place + 1] += starts[place] }
        guard starts[count] == from.count else {
            throw BittensorError(.damagedFile, "no saved metagraph: its weights or bonds are not of its neurons")
        }
        return NeuronMatrix(
            count: count, starts: starts, entries: zip(to, values).map { UIDValue(uid: $0, value: $1) })
    }
}

// MARK: - Metagraph

extension Metagraph: Codable {
    public init(from decoder: any Decoder) throws {
        self = try MetagraphDescription(from: decoder).metagraph(MetagraphNumbers(from: decoder))
    }

    public func encode(to encoder: any Encoder) throws {
        try MetagraphDescription(self).encode(to: encoder)
        try MetagraphNumbers(self).encode(to: encoder)
    }
}
