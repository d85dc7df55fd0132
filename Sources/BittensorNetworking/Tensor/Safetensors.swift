import SubstratePrimitives

/// Tensors by name in one block of bytes: the safetensors format, which holds no code.
///
/// Eight bytes tell the length of a JSON header, the header tells where each tensor lies, the rest is the data.
public struct Safetensors: Sendable {
    /// The tensors in the order of the header.
    public private(set) var tensors: [(name: String, tensor: Tensor)] = []
    /// The texts under `__metadata__`.
    public var metadata: [String: String] = [:]

    /// The format's own limit for the header.
    private static let largestHeader = 100_000_000
    private static let metadataKey = "__metadata__"

    public init() {}

    /// The tensor called `name`. A new name goes to the end.
    public subscript(name: String) -> Tensor? {
        get { tensors.first { $0.name == name }?.tensor }
        set {
            tensors.removeAll { $0.name == name && newValue == nil }
            guard let newValue else { return }
            if let index = tensors.firstIndex(where: { $0.name == name }) {
                tensors[index].tensor = newValue
            } else {
                tensors.append((name, newValue))
            }
        }
    }

    /// Reads the content of a file; throws `invalidSafetensors`. Tensors of types that the protocol does not have are an error.
    public init(parsing bytes: [UInt8]) throws(NetworkingError) {
        guard bytes.count >= 8 else { throw Self.failure("it has \(bytes.count) bytes") }
        let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= Self.largestHeader, length <= bytes.count - 8 else {
            throw Self.failure("its header claims \(length) bytes")
        }
        let dataStart = 8 + Int(length)
        let data = bytes[dataStart...]
        guard case .object(let header) = try PythonJSON(parsing: bytes[8..<dataStart]) else {
            throw Self.failure("its header is no mapping")
        }
        var spans: [Range<Int>] = []
        for member in header.members {
            if member.key == Self.metadataKey {
                guard case .object(let texts) = member.value else { throw Self.failure("its metadata is no mapping") }
                for text in texts.members { metadata[text.key] = try String(json: text.value) }
                continue
            }
            let (type, shape, span) = try Self.entry(member, dataCount: data.count)
            spans.append(span)
            let content = Array(data[dataStart + span.lowerBound..<dataStart + span.upperBound])
            tensors.append((member.key, try Tensor(type: type, shape: shape, bytes: content)))
        }
        // The format wants the data covered without gaps or overlaps, so that nothing can hide in a file.
        var end = 0
        for span in spans.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
            guard span.lowerBound == end else { throw Self.failure("its tensors overlap or leave gaps") }
            end = span.upperBound
        }
        guard end == data.count else { throw Self.failure("it has \(data.count - end) bytes that no tensor owns") }
    }

    /// The content of a file.
    public var encoded: [UInt8] {
        var header = JSONObject()
        if !metadata.isEmpty {
            let texts = metadata.sorted { $0.key < $1.key }.map { ($0.key, PythonJSON.text($0.value)) }
            header[Self.metadataKey] = .object(JSONObject(texts))
        }
        var offset = 0
        for (name, tensor) in tensors {
            let end = offset + tensor.bytes.count
            header[name] = [
                "dtype": .text(tensor.type.safetensorsName),
                "shape": .array(tensor.shape.map { .integer(Int64($0)) }),
                "data_offsets": [.integer(Int64(offset)), .integer(Int64(end))],
            ]
            offset = end
        }
        var text = PythonJSON.object(header).encoded()
        // Blanks bring the data to a multiple of eight, as the reference writer does.
        while !text.count.isMultiple(of: 8) { text.append(UInt8(ascii: " ")) }
        var bytes = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
        bytes.reserveCapacity(8 + text.count + offset)
        bytes += text
        for (_, tensor) in tensors { bytes += tensor.bytes }
        return bytes
    }

    private static func entry(
        _ member: JSONObject.Member, dataCount: Int
    ) throws(NetworkingError) -> (TensorType, [Int], Range<Int>) {
        let name = member.value["dtype"]?.text ?? ""
        guard let type = TensorType.allCases.first(where: { $0.safetensorsName == name }) else {
            throw failure("\(excerpt(member.key)) has the type \(excerpt(name)), which no tensor here has")
        }
        let shape = try [Int](json: member.value["shape"] ?? .null)
        let offsets = try [Int](json: member.value["data_offsets"] ?? .null)
        guard offsets.count == 2, offsets[0] >= 0, offsets[0] <= offsets[1], offsets[1] <= dataCount else {
            throw failure("\(excerpt(member.key)) lies outside the data")
        }
        return (type, shape, offsets[0]..<offsets[1])
    }

    private static func failure(_ what: String) -> NetworkingError {
        NetworkingError(.invalidSafetensors, "no safetensors file: \(what)")
    }
}
