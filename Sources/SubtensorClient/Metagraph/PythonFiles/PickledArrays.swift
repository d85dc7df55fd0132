// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// The arrays of numpy and torch in a pickle: what Python would have made by calling their functions is read from the
/// arguments.
struct PickledArrays {
    let graph: PickleGraph
    /// Where torch's storages lie, by the key that the pickle calls them; nil where there is no archive around it.
    let storages: [String: Range<Int>]?

    /// What arrays name, in either library.
    static let globals = Set([
        numpyArray, numpyType, PickleGlobal("numpy.core.multiarray", "_reconstruct"),
        PickleGlobal("numpy._core.multiarray", "_reconstruct"), orderedDict, torchTensor, torchParameter,
    ]).union(torchStorages.keys)

    static let numpyArray = PickleGlobal("numpy", "ndarray")
    static let numpyType = PickleGlobal("numpy", "dtype")
    static let orderedDict = PickleGlobal("collections", "OrderedDict")
    static let torchTensor = PickleGlobal("torch._utils", "_rebuild_tensor_v2")
    static let torchParameter = PickleGlobal("torch._utils", "_rebuild_parameter")
    static let torchStorages: [PickleGlobal: NumPyArray.ElementType] = [
        PickleGlobal("torch", "FloatStorage"): .float32, PickleGlobal("torch", "LongStorage"): .int64,
        PickleGlobal("torch", "BoolStorage"): .bool,
    ]

    /// - Throws: for a value that is no array, or one of another kind than metagraphs have.
    func array(_ reference: PickleGraph.Reference) throws(FileDamage) -> NumPyArray {
        guard let made = graph.made(reference) else { throw FileDamage("is no array") }
        let array: NumPyArray?
        switch made.by {
        case Self.numpyArray: array = try numpyContent(of: made.arguments)
        case Self.torchTensor: array = try torchContent(of: made.arguments)
        case Self.torchParameter:
            guard let tensor = made.arguments.first, graph.made(tensor)?.by == Self.torchTensor else {
                throw FileDamage("is a parameter of no tensor")
            }
            return try self.array(tensor)
        case _ where made.by.name == "_reconstruct":
            guard graph.global(made.arguments.first) == Self.numpyArray else {
                throw FileDamage("is an array of another class than numpy's")
            }
            array = try numpyContent(ofState: graph.tuple(made.state))
        default: array = nil
        }
        guard let array else { throw FileDamage("is made by \(made.by), and not laid out as an array is") }
        return array
    }

    // MARK: numpy

    /// `numpy.ndarray(shape, dtype, buffer)`, the dtype by its name.
    private func numpyContent(of arguments: [PickleGraph.Reference]) throws(FileDamage) -> NumPyArray? {
        guard arguments.count == 3, let shape = shape(arguments[0]), let name = graph.text(arguments[1]),
            let bytes = graph.bytes(arguments[2])
        else { return nil }
        return NumPyArray(type: try Self.type(name), shape: shape, bytes: Array(bytes))
    }

    /// What an array's `__setstate__` takes: version, shape, dtype, whether column by column, bytes.
    private func numpyContent(ofState state: [PickleGraph.Reference]?) throws(FileDamage) -> NumPyArray? {
        guard let state, state.count == 5, graph.integer(state[0]) == 1, let shape = shape(state[1]),
            let type = graph.made(state[2]), type.by == Self.numpyType, let name = graph.text(type.arguments.first),
            let details = graph.tuple(type.state), details.count >= 2, let order = graph.text(details[1]),
            let bytes = graph.bytes(state[4])
        else { return nil }
        guard graph.bool(state[3]) == false || shape.count < 2 else {
            throw FileDamage("is an array column by column: save it row by row (numpy.ascontiguousarray)")
        }
        return NumPyArray(type: try Self.type(order + name), shape: shape, bytes: Array(bytes))
    }

    private static func type(_ text: String) throws(FileDamage) -> NumPyArray.ElementType {
        switch text {
        case "<f4", "=f4": return .float32
        case "<i8", "=i8": return .int64
        case "|b1": return .bool
        default:
            throw FileDamage(
                "is an array of \(excerpt(text)): metagraphs have float32 (<f4), int64 (<i8) and bool (|b1)")
        }
    }

    // MARK: torch

    /// `_rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks)`
    private func torchContent(of arguments: [PickleGraph.Reference]) throws(FileDamage) -> NumPyArray? {
        guard arguments.count >= 4, case let (type, content)? = try storage(arguments[0]),
            let offset = graph.integer(arguments[1]), let shape = shape(arguments[2]),
            let strides = integers(arguments[3]), strides.count == shape.count, let count = NumPyArray.count(shape)
        else { return nil }
        guard isRowByRow(shape, strides) else {
            throw FileDamage("is a tensor that is not row by row: save it as one that is (tensor.contiguous())")
        }
        let room = content.count / type.size
        guard offset >= 0, offset <= room, count <= room - Int(offset) else {
            throw FileDamage("is a tensor of \(count) elements from \(offset) on in a storage of \(room)")
        }
        let start = content.lowerBound + Int(offset) * type.size
        return NumPyArray(
            type: type, shape: shape, bytes: Array(graph.source[start..<(start + count * type.size)]))
    }

    /// What lies outside of the pickle: `("storage", type, key, device, count)`.
    private func storage(
        _ reference: PickleGraph.Reference
    ) throws(FileDamage) -> (type: NumPyArray.ElementType, content: Range<Int>)? {
        guard case .outside = graph[reference].kind, let name = graph.tuple(graph[reference].items.first),
            name.count == 5, graph.text(name[0]) == "storage", let global = graph.global(name[1]),
            let type = Self.torchStorages[global], let key = graph.text(name[2]), let count = graph.integer(name[4])
        else { return nil }
        guard let content = storages?[key] else {
            throw FileDamage("lies in \(excerpt(key)), which the file does not have")
        }
        guard content.count.isMultiple(of: type.size), content.count / type.size == count else {
            throw FileDamage("lies in \(excerpt(key)), which has \(content.count) bytes instead of \(count) elements")
        }
        return (type, content)
    }

    private func isRowByRow(_ shape: [Int], _ strides: [Int]) -> Bool {
        var expected = 1
        for (length, stride) in zip(shape, strides).reversed() where length != 1 {
            guard length == 0 || stride == expected else { return shape.contains(0) }
            expected *= max(1, length)
        }
        return true
    }

    private func shape(_ reference: PickleGraph.Reference) -> [Int]? {
        guard let shape = integers(reference), NumPyArray.count(shape) != nil else { return nil }
        return shape
    }

    private func integers(_ reference: PickleGraph.Reference) -> [Int]? {
        guard let items = graph.tuple(reference) else { return nil }
        let numbers = items.compactMap { graph.integer($0).flatMap { Int(exactly: $0) } }
        return numbers.count == items.count ? numbers : nil
    }
}
