// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import SubstratePrimitives

extension MetagraphArrays {
    /// The arrays of a metagraph. Those of one that was read from Python's file are what that file said, to the last
    /// bit.
    ///
    /// - Parameter network: what Python calls the network; by default what is known of the chain, or else `local`.
    public init(_ metagraph: Metagraph, network: String? = nil) {
        self = metagraph.pythonArrays ?? MetagraphArrays()
        netuid = metagraph.netuid
        self.network = network ?? metagraph.networkName
        guard metagraph.pythonArrays == nil else { return }
        for name in Name.allCases { self[name] = metagraph.array(name) }
    }
}

extension Metagraph {
    /// An array as the Python SDK has it, under its name there; nil for weights and bonds after a lite sync, and for
    /// what is not known.
    public func array(_ name: MetagraphArrays.Name) -> NumPyArray? {
        if let pythonArrays { return pythonArrays[name] }
        return switch name {
        case .version: NumPyArray([Self.pythonRelease])
        case .n: NumPyArray(Int64(n))
        case .block: NumPyArray(Int64(clamping: block.rawValue))
        case .stake, .totalStake: NumPyArray(S)
        case .alphaStake: NumPyArray(AS)
        case .taoStake: NumPyArray(TS)
        case .ranks: NumPyArray(R)
        case .trust: NumPyArray(T)
        case .consensus: NumPyArray(C)
        case .validatorTrust: NumPyArray(Tv)
        case .incentive: NumPyArray(I)
        case .emission: NumPyArray(E)
        case .dividends: NumPyArray(D)
        case .active: NumPyArray(active.map { $0 ? 1 : 0 } as [Int64])
        case .lastUpdate: NumPyArray(lastUpdate.map { Int64(clamping: $0.rawValue) })
        case .validatorPermit: NumPyArray(validatorPermit)
        case .uids: NumPyArray(uids.map { Int64($0) })
        case .weights: weights.map { matrix in NumPyArray(matrix) { matrix.shares(of: $0) } }
        case .bonds: bonds.map { matrix in NumPyArray(matrix) { matrix.values(of: $0) } }
        case .pruningScore: nil
        }
    }

    /// The release of the Python SDK whose arrays these are, as that counts its releases.
    private static let pythonRelease: Int64 = 10_005_000
}

extension NumPyArray {
    fileprivate init(_ matrix: NeuronMatrix, _ row: (UInt16) -> [Float]) {
        var numbers: [Float] = []
        numbers.reserveCapacity(matrix.count * matrix.count)
        for uid in 0..<UInt16(clamping: matrix.count) { numbers += row(uid) }
        self.init(rows: numbers, count: matrix.count)
    }
}

extension NeuronMatrix {
    /// The matrix of an array with a row for each neuron; nil for any other.
    ///
    /// - Parameter scale: what the numbers of a row are multiplied by before they become the chain's.
    fileprivate init?(_ array: NumPyArray?, count: Int, scale: (ArraySlice<Float>) -> Float) {
        guard let array, array.shape.count == 2, array.shape[0] == count else { return nil }
        let (numbers, width) = (array.floats, array.shape[1])
        var rows: [UInt16: [UIDValue]] = [:]
        for uid in 0..<count {
            let row = numbers[(uid * width)..<((uid + 1) * width)]
            let factor = scale(row)
            rows[UInt16(clamping: uid)] = row.enumerated().compactMap { place, number -> UIDValue? in
                let value = UInt16(saturating: Double(number * factor))
                return value == 0 ? nil : UIDValue(uid: UInt16(clamping: place), value: value)
            }
        }
        self.init(count: count, rows: rows)
    }
}

extension Metagraph {
    /// What Python calls the network: as its file said, or as the chain's first block tells, or else `local`.
    package var networkName: String {
        pythonArrays?.network
            ?? KnownChain(genesis: genesisHash).map { $0 == .main ? Network.defaultName : $0.rawValue } ?? "local"
    }

    /// The metagraph that Python saved.
    ///
    /// Python's file has numbers in single precision and no more than its arrays. The letters (``S``, ``W``, …) are
    /// what the file says; the chain's whole numbers are the nearest to them: those of weights, so that the largest of
    /// a row is 65535. What no array tells is zero: ``registeredAt``, the hashes of the block and of an unknown chain,
    /// and, where the file has arrays alone, hotkeys, coldkeys and axons.
    /// - Parameter netuid: the subnet, for a file that does not say.
    /// - Throws: `damagedFile` when nobody says which subnet it is.
    public init(_ python: PythonMetagraph, netuid: NetUID? = nil) throws(BittensorError) {
        let arrays = python.arrays
        guard let subnet = arrays.netuid ?? netuid else {
            throw BittensorError(
                .damagedFile,
                "the file does not say which subnet it is of, as none of SDK 6 does: name it, or put the file into a "
                    + "folder netuid-N")
        }
        func floats(_ name: MetagraphArrays.Name) -> [Float] { arrays.filled(name).floats }
        func rao(_ name: MetagraphArrays.Name, _ weight: Double = 1) -> [UInt64] {
            floats(name).map { UInt64(saturating: Double($0) / weight * Double(Balance.raoPerTAO)) }
        }
        func parts(_ name: MetagraphArrays.Name) -> [Proportion] {
            floats(name).map { Proportion(rawValue: UInt16(saturating: Double($0) * 65535)) }
        }
        var columns = Columns()
        columns.hotkeys =
            python.axons.isEmpty ? python.neurons.map(\.hotkey) : python.axons.map(\.hotkey)
        columns.coldkeys =
            python.axons.isEmpty ? python.neurons.map(\.coldkey) : python.axons.map(\.coldkey)
        columns.axons = python.axons.map(AxonInfo.init)
        let count = arrays.n
        if columns.hotkeys.isEmpty {
            columns.hotkeys = Array(repeating: .none, count: count)
            columns.coldkeys = columns.hotkeys
        }
        if columns.axons.isEmpty { columns.axons = Array(repeating: .none, count: count) }
        columns.active = arrays.filled(.active).flags
        columns.validatorPermit = arrays.filled(.validatorPermit).flags
        columns.lastUpdate = arrays.filled(.lastUpdate).integers.map { BlockNumber(UInt64(clamping: $0)) }
        columns.registeredAt = Array(repeating: 0, count: count)
        let isRoot = subnet == 0
        columns.totalStake = rao(arrays[.stake] == nil ? .totalStake : .stake).map { Balance(rao: $0) }
        columns.alphaStake = rao(.alphaStake).map { Alpha(rao: $0) }
        columns.taoStake = rao(isRoot ? .stake : .taoStake, isRoot ? 1 : Self.rootWeight).map { Balance(rao: $0) }
        columns.emission = rao(.emission).map { Alpha(rao: $0) }
        columns.rank = parts(.ranks)
        columns.trust = parts(.trust)
        columns.validatorTrust = parts(.validatorTrust)
        columns.consensus = parts(.consensus)
        columns.incentive = parts(.incentive)
        columns.dividends = parts(.dividends)
        guard columns.isComplete else {
            throw BittensorError(.damagedFile, "the file's arrays are not of \(count) neurons")
        }
        let weights = NeuronMatrix(arrays[.weights], count: count) { row in
            row.max().map { $0 > 0 ? 65535 / $0 : 0 } ?? 0
        }
        let bonds = NeuronMatrix(arrays[.bonds], count: count) { _ in 1 }
        let none = NeuronMatrix(count: count, rows: [:])
        let isLite = weights == nil && bonds == nil
        self.init(
            netuid: subnet, block: BlockNumber(UInt64(clamping: arrays[.block]?.integers.first ?? 0)),
            blockHash: .unknown, genesisHash: KnownChain.genesis(network: arrays.network) ?? .unknown,
            columns: columns, weights: isLite ? nil : weights ?? none, bonds: isLite ? nil : bonds ?? none,
            pythonArrays: arrays)
    }

    /// Whether it is known which chain it is of.
    var isChainKnown: Bool { genesisHash != .unknown }

    /// Whether it was read from a file of Python's.
    package var isPythons: Bool { pythonArrays != nil }
}

extension AxonInfo {
    fileprivate init(_ axon: PythonMetagraph.Axon) {
        self.init(
            block: 0, version: axon.version, ip: axon.ip.number, port: axon.port, ipType: axon.ip.version,
            protocol: axon.protocol, placeholder1: axon.placeholder1, placeholder2: axon.placeholder2)
    }
}

extension FixedWidthInteger where Self: UnsignedInteger {
    /// The nearest whole number; the first or the last where there is none.
    fileprivate init(saturating number: Double) {
        let rounded = number.rounded()
        self = Self(exactly: rounded) ?? (rounded > 0 ? .max : 0)
    }
}

extension Hash256 {
    /// In place of a hash that nobody told.
    fileprivate static let unknown = Hash256(unchecked: [UInt8](repeating: 0, count: 32))
}
