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
        let (target, question) = try question(of: state.runtime.metadata, calls: calls)
        switch question {
        case .value(let item, let key): return try await read(item, under: key, of: target, state)
        case .entries(let item, let keys):
            let listing = StorageListing(state: state, pallet: target.home, item: item, keys: keys)
            let (entries, hasMore) = try await listing.entries(limit: limit)
            return QueryAnswer(target: target, state: state, content: .entries(entries, hasMore: hasMore))
        case .constant(let constant):
            let value = try calls.constant(target.home, target.name)
            let found = QueryValue(value: value, type: constant.type, types: calls.types)
            return QueryAnswer(target: target, state: state, content: .value(found))
        case .answer(let method, let arguments):
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

    /// What is meant, and what to ask for it.
    ///
    /// Storage is read as the runtime wrote it, which in the block of an upgrade is not the one that answers calls.
    func question(
        of storage: RuntimeMetadata, calls: RuntimeMetadata
    ) throws -> (target: QueryTarget, question: QueryQuestion) {
        let (target, isTwoWords) = try QueryTarget.named(name, before: keys.first, in: calls)
        let words = keys.dropFirst(isTwoWords ? 1 : 0).map { WrittenValue.word($0) }
        switch target.kind {
        case .storage:
            let item = try storage.storage(target.home, target.name)
            let keys = try storage.encodeKeys(words, of: target.home, target.name, spelled: spellings)
            guard keys.count == item.hashers.count else { return (target, .entries(item, keys: keys)) }
            return (target, .value(item, try storage.storageKey(target.home, target.name, keys: keys)))
        case .constant(let constant):
            guard words.isEmpty else { throw CLIError(.usage, "the constant \(target.fullName) takes no keys") }
            return (target, .constant(constant))
        case .function(let method):
            let arguments = try calls.encodeArguments(words, of: target.home, target.name, spelled: spellings)
            return (target, .answer(method, arguments: arguments))
        }
    }

    private func read(
        _ item: StorageMetadata, under key: StorageKey, of target: QueryTarget, _ state: ChainState
    ) async throws -> QueryAnswer {
        let found = try await state.client.storage([key], at: state.hash)[key]
        guard let bytes = found ?? (item.modifier == .default ? item.fallback : nil) else {
            return QueryAnswer(target: target, state: state, content: .value(nil), isStored: false)
        }
        let types = state.runtime.metadata.types
        let value: ScaleValue
        do {
            value = try types.decode(bytes, as: item.value)
        } catch {
            throw ClientError(.malformedAnswer, "\(target.fullName) cannot be read: \(error.reason)")
        }
        let content = QueryAnswer.Content.value(QueryValue(value: value, type: item.value, types: types))
        return QueryAnswer(target: target, state: state, content: content, isStored: found != nil)
    }
}
