// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// A chain as a file describes it: a raw or plain chain specification in JSON, or no more than a runtime's code.
public struct ChainSpecification: Sendable {
    /// What the file says of the state before the first block.
    public enum Genesis: Sendable {
        /// All of it.
        case raw(GenesisState)
        /// What the runtime is to build it from, as JSON: the whole configuration, or changes to the runtime's own.
        case built(configuration: [UInt8], isWhole: Bool)
        /// Nothing: the file is a runtime's code alone.
        case none
    }

    /// Nil for code alone.
    public let name: String?
    public let id: String?
    /// Such as `Live`, `Development`.
    public let chainType: String?
    /// What wallets read, such as the token's symbol: an object in JSON.
    public let properties: [UInt8]?
    /// The runtime as it stands in the file, compressed or not.
    public let code: [UInt8]
    public let genesis: Genesis

    public init(
        name: String? = nil, id: String? = nil, chainType: String? = nil, properties: [UInt8]? = nil, code: [UInt8],
        genesis: Genesis
    ) {
        self.name = name
        self.id = id
        self.chainType = chainType
        self.properties = properties
        self.code = code
        self.genesis = genesis
    }

    /// The largest file that is read.
    public static let largestFile = 1 << 30

    /// Reads a file: a chain specification, or a runtime's code in bytes or hex, compressed or not.
    ///
    /// - Throws: ``RuntimeError`` for what is none of these, in words for the person who named the file.
    public init(file bytes: [UInt8]) throws(RuntimeError) {
        guard bytes.count <= Self.largestFile else {
            throw RuntimeError(
                .overLimit, "the file has \(bytes.count) bytes, more than the \(Self.largestFile) that are read")
        }
        if Self.isCode(bytes) {
            self.init(code: bytes, genesis: .none)
            return
        }
        switch bytes.first(where: { !Self.blanks.contains($0) }) {
        case UInt8(ascii: "{"): self = try Self(specification: try SpecificationJSON(bytes))
        case nil:
            throw RuntimeError(.invalidSpecification, "the file is empty: a runtime or a chain specification is needed")
        default:
            guard let code = Self.code(hex: bytes) else {
                throw RuntimeError(
                    .invalidSpecification,
                    "the file is neither a runtime (WebAssembly, as it is, compressed or in hex) nor a chain specification"
                        + " (JSON)")
            }
            self.init(code: code, genesis: .none)
        }
    }

    private static let blanks: [UInt8] = [0x20, 0x0a, 0x0d, 0x09]

    /// Whether bytes begin as a module does, or a compressed one.
    private static func isCode(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x00, 0x61, 0x73, 0x6d]) || bytes.starts(with: CodeCompression.magic)
    }

    /// How many digits of code in hex are read at a time.
    private static let hexPiece = 1 << 16

    /// The code that is written in hex, with blanks anywhere; nil where it is not. Of what is no code no more than its beginning
    /// is read.
    private static func code(hex text: [UInt8]) -> [UInt8]? {
        let digits = text.lazy.filter { !blanks.contains($0) }
        let hasPrefix = digits.starts(with: "0x".utf8) || digits.starts(with: "0X".utf8)
        var code: [UInt8] = []
        var piece: [UInt8] = []
        func takePiece() -> Bool {
            guard let bytes = try? [UInt8](hex: "0x" + String(decoding: piece, as: UTF8.self)) else { return false }
            code += bytes
            piece.removeAll(keepingCapacity: true)
            return isCode(code)
        }
        for digit in digits.dropFirst(hasPrefix ? 2 : 0) {
            piece.append(digit)
            if piece.count == hexPiece, !takePiece() { return nil }
        }
        return takePiece() ? code : nil
    }

    // MARK: JSON

    private init(specification json: SpecificationJSON) throws(RuntimeError) {
        guard let genesis = json["genesis"] else {
            throw RuntimeError(.invalidSpecification, "the JSON is no chain specification: it has no 'genesis'")
        }
        let (code, state) = try Self.genesis(genesis)
        let properties: [UInt8]? =
            if let properties = json["properties"], case .object = properties { properties.text } else { nil }
        self.init(
            name: json["name"]?.string, id: json["id"]?.string, chainType: json["chainType"]?.string,
            properties: properties, code: code, genesis: state)
    }

    private static func genesis(_ json: SpecificationJSON) throws(RuntimeError) -> (code: [UInt8], Genesis) {
        if let raw = json["raw"] {
            var state = GenesisState(top: try entries(raw["top"], of: "genesis.raw.top"))
            if case .object(let children)? = raw["childrenDefault"] {
                for (name, entries) in children {
                    let child = try Self.bytes(name, in: "genesis.raw.childrenDefault")
                    state.children[child] = try Self.entries(entries, of: "genesis.raw.childrenDefault")
                }
            }
            guard !state.top.keys.contains(where: { $0.hasPrefix(StorageOverlay.childPrefix) }) else {
                throw RuntimeError(
                    .invalidSpecification,
                    "the specification's 'genesis.raw.top' has a key under ':child_storage:', where only what"
                        + " 'childrenDefault' holds has its roots")
            }
            guard let code = state.top[GenesisState.codeKey] else {
                throw RuntimeError(
                    .invalidSpecification, "the specification's genesis has no ':code': there is no runtime in it")
            }
            return (code, .raw(state))
        }
        if let built = json["runtimeGenesis"] {
            guard let text = built["code"]?.string else {
                throw RuntimeError(.invalidSpecification, "the specification's 'genesis.runtimeGenesis' has no 'code'")
            }
            let code = try bytes(text, in: "genesis.runtimeGenesis.code")
            if let patch = built["patch"] { return (code, .built(configuration: patch.text, isWhole: false)) }
            if let whole = built["config"] { return (code, .built(configuration: whole.text, isWhole: true)) }
            return (code, .built(configuration: Array("{}".utf8), isWhole: false))
        }
        throw RuntimeError(
            .invalidSpecification,
            "the specification's genesis is neither raw nor one that a runtime builds: make a raw one of it with the node's"
                + " 'build-spec --raw'")
    }

    private static func entries(_ json: SpecificationJSON?, of place: String) throws(RuntimeError) -> [[UInt8]: [UInt8]]
    {
        guard case .object(let members)? = json else {
            throw RuntimeError(.invalidSpecification, "the specification's '\(place)' is missing, or no object")
        }
        var entries: [[UInt8]: [UInt8]] = [:]
        entries.reserveCapacity(members.count)
        for (key, value) in members {
            guard let text = value.string else {
                throw RuntimeError(.invalidSpecification, "the value of \(excerpt(key)) in '\(place)' is no text")
            }
            entries[try bytes(key, in: place)] = try bytes(text, in: place)
        }
        return entries
    }

    private static func bytes(_ text: String, in place: String) throws(RuntimeError) -> [UInt8] {
        do throws(PrimitivesError) { return try [UInt8](hex: text) } catch {
            throw RuntimeError(.invalidSpecification, "the specification's '\(place)': \(error.reason)")
        }
    }
}
