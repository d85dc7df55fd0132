// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubtensorClient
import TestVectors
import Testing

@testable import btcli

/// Whatever the Python SDK 11 reads can be asked for with `btcli query`, in the same bytes.
@Suite("btcli query, by the reads of the Python SDK 11")
struct QueryVectorTests {
    private static let file = VectorFile("reads.json")
    private static let asks = file.cases("reads").flatMap { $0["asks"].list }
    /// Those that are not of a newer runtime than the metadata beside them.
    private static let known = asks.filter { $0["note"].isNull }

    private let metadata: RuntimeMetadata

    init() throws {
        metadata = try RuntimeMetadata(recorded: VectorFile.bytes("metadata/\(Self.file.root["metadata"].string)"))
    }

    /// The keys as a person writes them: words, and lists as JSON.
    private func words(_ parameters: Vector) -> [String] {
        parameters.list.map { parameter in
            if case .string(let word) = parameter { word } else { parameter.json }
        }
    }

    private func question(_ name: String, _ words: [String]) throws -> (QueryTarget, QueryQuestion) {
        let reading = try QueryReading(name, words, limit: 100, spelled: .subtensor)
        return try reading.question(of: metadata, calls: metadata)
    }

    @Test("each is asked for in the same bytes", arguments: known.indices)
    func bytes(index: Int) throws {
        let ask = Self.known[index]
        let (target, question) = try question(ask["of"].string, words(ask["params"]))
        #expect(target.fullName == ask["of"].string)
        switch question {
        case .value(_, let key):
            #expect(ask["kind"].string == "storage" && key.hex == ask["key"].string)
        case .entries(let item, let keys):
            let prefix = try metadata.storageKey(target.home, item.name, keys: keys)
            #expect(ask["kind"].string == "map" && prefix.hex == ask["key"].string)
        case .constant:
            #expect(ask["kind"].string == "constant")
        case .answer(_, let arguments):
            #expect(ask["kind"].string == "runtime" && arguments.hex == ask["argument"].string)
        }
    }

    @Test("there are some of each kind, and what the metadata lacks is said to be missing")
    func kinds() throws {
        let counts = Dictionary(grouping: Self.known) { $0["kind"].string }.mapValues(\.count)
        #expect(Set(counts.keys) == ["storage", "map", "runtime", "constant"])
        #expect(Self.known.count > 100)
        for ask in Self.asks where ask["of"].string.hasPrefix("BetaBasketRuntimeApi") {
            let error = #expect(throws: QueryError.self) {
                try question(ask["of"].string, words(ask["params"]))
            }
            #expect(error?.code == .unknownName, "\(ask["of"].string)")
        }
    }
}

extension Vector {
    /// A number, or a list of numbers and words, as JSON.
    fileprivate var json: String {
        switch self {
        case .string(let text): "\"\(text)\""
        case .array(let parts): "[\(parts.map(\.json).joined(separator: ", "))]"
        default: description
        }
    }
}
