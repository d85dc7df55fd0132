// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
public import SubstrateClient
import SubstratePrimitives

/// A parameter of a subnet with its value.
public struct HyperparameterReading: Hashable, Sendable {
    public let parameter: Hyperparameter
    /// As the chain counts it.
    public let value: HyperparameterValue
    /// Who sets it on the chain's runtime.
    public let authority: Hyperparameter.Authority

    /// What the value comes to, as people write it; nil where that is the value.
    public var meaning: String? {
        guard case .number(let number) = value else { return nil }
        return parameter.unit.meaning(of: number)
    }

    /// The value with what it comes to.
    package var words: String { parameter.unit.words(for: value) }
}

extension Subtensor {
    /// Every parameter of a subnet that the runtime keeps, from storage, with who may set it.
    ///
    /// Those that the runtime knows and does not keep by a known name are left out.
    public func hyperparameterReadings(
        of netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [HyperparameterReading] {
        let state = try await state(at: block)
        let metadata = state.runtime.metadata
        let rows = Hyperparameter.all(in: metadata)
        let values = try await state.hyperparameters(rows, of: netuid)
        return zip(rows, values).compactMap { row, value in
            value.map { HyperparameterReading(parameter: row, value: $0, authority: row.authority(in: metadata)) }
        }
    }

    /// One of them, by any of its names; nil where the runtime does not keep it.
    public func hyperparameterReading(
        _ name: String, of netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> HyperparameterReading? {
        let state = try await state(at: block)
        let metadata = state.runtime.metadata
        guard let row = Hyperparameter.named(name, in: metadata),
            let value = try await state.hyperparameters([row], of: netuid).first ?? nil
        else { return nil }
        return HyperparameterReading(parameter: row, value: value, authority: row.authority(in: metadata))
    }
}

extension ChainState {
    /// The values of parameters, read together; nil for what the runtime does not keep.
    func hyperparameters(
        _ rows: [Hyperparameter], of netuid: NetUID
    ) async throws(ClientError) -> [HyperparameterValue?] {
        let queries = rows.map { $0.queries(netuid) }
        var rest = try await values(queries.flatMap(\.self))[...]
        return zip(rows, queries).map { row, queries in
            let found = Array(rest.prefix(queries.count))
            rest = rest.dropFirst(queries.count)
            return row.value(in: found)
        }
    }

    func hyperparameter(_ row: Hyperparameter, of netuid: NetUID) async throws(ClientError) -> HyperparameterValue? {
        try await hyperparameters([row], of: netuid).first ?? nil
    }
}

extension Hyperparameter {
    /// The storage items that tell its value.
    func queries(_ netuid: NetUID) -> [StorageQuery] {
        func query(_ item: String) -> StorageQuery { StorageQuery("SubtensorModule", item, netuid) }
        return switch place {
        case nil: []
        case .item(let item), .part(let item, _), .version(let item): [query(item)]
        case .itemOf(let pallet, let item): [StorageQuery(pallet, item, netuid)]
        case .cutoff(let item): [query(item), query("ActivityCutoffFactorMilli"), query("Tempo")]
        }
    }

    /// - Parameter found: what its queries read.
    fileprivate func value(in found: [ScaleValue?]) -> HyperparameterValue? {
        guard let first = found.first else { return nil }
        switch place {
        case .part(_, let index): return first?[index].flatMap { HyperparameterValue(stored: $0, as: unit) }
        case .version: return first?.bool.map { .number($0 ? 3 : 2) }
        case .cutoff:
            guard let factor = found[1]?.uint64, let tempo = found[2]?.uint64 else { break }
            return .number(Int128(factor) * Int128(tempo) / 1000)
        case .item where unit == .split && first == nil: return .evenly
        default: break
        }
        return first.flatMap { HyperparameterValue(stored: $0, as: unit) }
    }
}
