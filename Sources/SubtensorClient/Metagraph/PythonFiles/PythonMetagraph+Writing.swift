// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

// Python's files without its classes, whose places have moved between releases: arrays, and no axons. Any release from
// 6.9 to 10.5 loads the one in torch's form, and any from 7.4 on the other one.

extension PythonMetagraph {
    /// The arrays as a pickle of numpy's, as SDK 7 to 10 save them without torch.
    ///
    /// - Throws: `fileNotWritten` when they are too large for a pickle.
    public func numpyFile() throws(BittensorError) -> [UInt8] {
        try numpyFile(MetagraphArrays.Name.allCases)
    }

    /// The arrays of these names as a pickle of numpy's.
    func numpyFile(_ names: [MetagraphArrays.Name]) throws(BittensorError) -> [UInt8] {
        guard names.allSatisfy({ arrays.filled($0).bytes.count <= Int(UInt32.max) }) else {
            throw BittensorError(.fileNotWritten, "the metagraph cannot be written for numpy: an array is too long")
        }
        var pickle = PickleWriter(protocol: 3)
        pickle.dictionary { pickle in
            pickle.facts(of: arrays)
            for name in names {
                pickle.text(name.rawValue)
                pickle.numpy(arrays.filled(name))
            }
            pickle.noRecords()
        }
        return pickle.finished()
    }

    /// The arrays as an archive of torch's, as SDK 6 saves them, and later ones with `USE_TORCH=1`.
    ///
    /// - Throws: `fileNotWritten` when they are too large for an archive.
    public func torchFile() throws(BittensorError) -> [UInt8] {
        let folder = "block-\(arrays[.block]?.integers.first ?? 0)"
        var pickle = PickleWriter(protocol: 2)
        var storages: [(name: String, bytes: [UInt8])] = []
        pickle.dictionary { pickle in
            pickle.facts(of: arrays)
            for name in MetagraphArrays.Name.allCases {
                let array = arrays.filled(name)
                pickle.text(name.rawValue)
                pickle.torch(array, key: "\(storages.count)")
                storages.append((name: "\(folder)/data/\(storages.count)", bytes: array.bytes))
            }
            pickle.noRecords()
        }
        var contents: [(name: String, bytes: [UInt8])] = []
        contents.append((name: "\(folder)/data.pkl", bytes: pickle.finished()))
        contents.append((name: "\(folder)/byteorder", bytes: Array("little".utf8)))
        contents += storages
        contents.append((name: "\(folder)/version", bytes: Array("3\n".utf8)))
        do {
            return try StoredArchive.encoded(contents)
        } catch {
            throw BittensorError(.fileNotWritten, "the metagraph cannot be written for torch: \(error.reason)")
        }
    }
}

/// Writes pickles of the few instructions that arrays and texts need.
private struct PickleWriter {
    private var bytes: [UInt8]

    init(protocol version: UInt8) { bytes = [PickleOpcode.proto.rawValue, version] }

    mutating func finished() -> [UInt8] {
        put(.stop)
        return bytes
    }

    mutating func dictionary(_ members: (inout PickleWriter) -> Void) {
        put(.emptyDict)
        put(.mark)
        members(&self)
        put(.setItems)
    }

    /// Which subnet it is, of which network, as far as it is known.
    mutating func facts(of arrays: MetagraphArrays) {
        if let netuid = arrays.netuid {
            text("netuid")
            integer(Int(netuid.rawValue))
        }
        if let network = arrays.network {
            text("network")
            text(network)
        }
    }

    /// Lists of axons and neurons, without any.
    mutating func noRecords() {
        for name in ["axons", "neurons"] {
            text(name)
            put(.emptyList)
        }
    }

    mutating func numpy(_ array: NumPyArray) {
        global(PickledArrays.numpyArray)
        put(.mark)
        tuple(array.shape)
        text(array.type.numpyText)
        put(.binBytes)
        put(UInt32(clamping: array.bytes.count))
        bytes += array.bytes
        put(.tuple)
        put(.reduce)
    }

    mutating func torch(_ array: NumPyArray, key: String) {
        global(PickledArrays.torchTensor)
        put(.mark)
        put(.mark)
        text("storage")
        global(array.type.torchStorage)
        text(key)
        text("cpu")
        integer(array.count)
        put(.tuple)
        put(.binPersID)
        integer(0)
        tuple(array.shape)
        tuple(array.shape.indices.map { axis in array.shape[(axis + 1)...].reduce(1) { $0 * max(1, $1) } })
        put(.newFalse)
        // The hooks that nobody hangs on.
        global(PickledArrays.orderedDict)
        put(.emptyTuple)
        put(.reduce)
        put(.tuple)
        put(.reduce)
    }

    mutating func text(_ text: String) {
        put(.binUnicode)
        put(UInt32(clamping: text.utf8.count))
        bytes += text.utf8
    }

    private mutating func global(_ global: PickleGlobal) {
        put(.global)
        bytes += Array("\(global.module)\n\(global.name)\n".utf8)
    }

    private mutating func tuple(_ numbers: [Int]) {
        put(.mark)
        for number in numbers { integer(number) }
        put(.tuple)
    }

    private mutating func integer(_ number: Int) {
        put(.binInt)
        put(UInt32(bitPattern: Int32(clamping: number)))
    }

    private mutating func put(_ opcode: PickleOpcode) { bytes.append(opcode.rawValue) }
    private mutating func put(_ number: UInt32) { withUnsafeBytes(of: number.littleEndian) { bytes += $0 } }
}

extension NumPyArray.ElementType {
    /// numpy's short name.
    fileprivate var numpyText: String {
        switch self {
        case .int64: "<i8"
        case .float32: "<f4"
        case .bool: "|b1"
        }
    }

    fileprivate var torchStorage: PickleGlobal {
        switch self {
        case .int64: PickleGlobal("torch", "LongStorage")
        case .float32: PickleGlobal("torch", "FloatStorage")
        case .bool: PickleGlobal("torch", "BoolStorage")
        }
    }
}
