// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubtensorClient

/// What a person wants to read, by its name and keys, of whatever state.
struct QueryReading: Sendable {
    let name: String
    private let keys: [String]
    private let limit: Int
    private let spellings: Spellings

    /// - Parameter limit: how many entries of a map.
    init(_ name: String, _ keys: [String], limit: UInt32, spelled spellings: Spellings) throws(CLIError) {
        guard (1...100_000).contains(limit) else {
            throw CLIError(.usage, "--limit is \(limit): it must be from 1 to 100000")
        }
        guard !name.comparable.isEmpty else {
            throw CLIError(.usage, "\(excerpt(name)) is no name: 'btcli query --list' shows what there is")
        }
        self.name = name
        self.keys = keys
        self.limit = Int(limit)
        self.spellings = spellings
    }

    func read(_ state: ChainState) async throws -> QueryAnswer {
        let calls = state.runtimeAfter.metadata
        let (target, isTwoWords) = try QueryTarget.named(name, before: keys.first, in: calls)
        let words = keys.dropFirst(isTwoWords ? 1 : 0).map { WrittenValue.word($0) }
        switch target.kind {
        case .storage: return try await read(target, words, state)
        case .constant(let constant):
            guard words.isEmpty else { throw CLIError(.usage, "the constant \(target.fullName) takes no keys") }
            let value = try calls.constant(target.home, target.name)
            let found = QueryValue(value: value, type: constant.type, types: calls.types)
            return QueryAnswer(target: target, state: state, content: .value(found))
        case .function(let method):
            let arguments = try calls.encodeArguments(words, of: target.home, target.name, spelled: spellings)
            let bytes = try await state.call("\(target.home)_\(target.name)", arguments)
            let value = try calls.decodeResult(bytes, of: target.home, target.name)
            let found = QueryValue(value: value, type: method.output, types: calls.types)
            return QueryAnswer(target: target, state: state, content: .value(found))
        }
    }

    /// The same; nil where the runtime has nothing of this name.
    func readIfThere(_ state: ChainState) async throws -> QueryAnswer? {
        do {
            return try await read(state)
        } catch let error as QueryError where error.code == .unknownName {
            return nil
        }
    }

    /// Storage is read as the runtime wrote it, which in the block of an upgrade is not the one that answers calls.
    private func read(_ target: QueryTarget, _ words: [WrittenValue], _ state: ChainState) async throws -> QueryAnswer {
        let metadata = state.runtime.metadata
        let item = try metadata.storage(target.home, target.name)
        let keys = try metadata.encodeKeys(words, of: target.home, target.name, spelled: spellings)
        guard keys.count < item.hashers.count else {
            let key = try metadata.storageKey(target.home, target.name, keys: keys)
            let found = try await state.client.storage([key], at: state.hash)[key]
            guard let bytes = found ?? (item.modifier == .default ? item.fallback : nil) else {
                return QueryAnswer(target: target, state: state, content: .value(nil), isStored: false)
            }
            let value: ScaleValue
            do {
                value = try metadata.types.decode(bytes, as: item.value)
            } catch {
                throw ClientError(.malformedAnswer, "\(target.fullName) cannot be read: \(error.reason)")
            }
            return QueryAnswer(
                target: target, state: state,
                content: .value(QueryValue(value: value, type: item.value, types: metadata.types)),
                isStored: found != nil)
        }
        let listing = StorageListing(state: state, pallet: target.home, item: item, keys: keys)
        let (entries, hasMore) = try await listing.entries(limit: limit)
        return QueryAnswer(target: target, state: state, content: .entries(entries, hasMore: hasMore))
    }
}
