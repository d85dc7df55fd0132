// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// How often a subnet's owner may set a parameter. The root may at any time.
enum OwnerRateLimit: Hashable, Sendable {
    case none
    /// Once in so many tempos as the chain's root has set, by the name that the runtime knows the parameter by.
    case parameter(String)
    /// Once in a period, kept by the number of the kind of transaction.
    case transaction(UInt16, Period)
    /// As long as a subnet keeps its owner's hotkey.
    case ownerHotkey

    enum Period: Hashable, Sendable {
        case blocks(UInt64)
        /// So many tempos as an item of the chain says.
        case tempos(String)
    }

    fileprivate static let ownerHotkeyBlocks: UInt64 = 50_400
}

extension ActionContext {
    /// The blocks between two changes of a parameter by the owner; 0 where the runtime knows no limit.
    private func blocks(of limit: OwnerRateLimit, _ netuid: NetUID) async throws(ClientError) -> UInt64 {
        let tempos: String
        switch limit {
        case .none: return 0
        case .ownerHotkey: return OwnerRateLimit.ownerHotkeyBlocks
        case .transaction(_, .blocks(let blocks)): return blocks
        case .transaction(_, .tempos(let item)): tempos = item
        case .parameter: tempos = "OwnerHyperparamRateLimit"
        }
        let found = try await state.values([
            StorageQuery("SubtensorModule", tempos), StorageQuery(.tempo(netuid)),
        ])
        let (count, tempo) = (found[0]?.uint64 ?? 0, found[1]?.uint64 ?? 0)
        return count.multipliedReportingOverflow(by: tempo).overflow ? .max : count * tempo
    }

    /// The block in which the owner last did it; 0 for never, and where the runtime does not keep it.
    private func last(_ limit: OwnerRateLimit, _ netuid: NetUID) async throws(ClientError) -> UInt64 {
        let subnet = ScaleValue.number(netuid.rawValue)
        let (item, keys): (String, [ScaleValue])
        switch limit {
        case .none: return 0
        case .parameter(let name):
            (item, keys) = ("LastRateLimitedBlock", [.variant("OwnerHyperparamUpdate", subnet, .variant(name, []))])
        case .ownerHotkey: (item, keys) = ("LastRateLimitedBlock", [.variant("SetSNOwnerHotkey", subnet)])
        case .transaction(let number, _):
            (item, keys) = ("TransactionKeyLastBlock", [.account(signer), subnet, .number(number)])
        }
        // A runtime that cannot name the parameter does not limit it.
        guard let key = try? state.runtime.metadata.storageKey("SubtensorModule", item, values: keys),
            let bytes = try await state.bytes(under: [key])[key]
        else { return 0 }
        return (try? UInt64(scale: bytes)) ?? 0
    }

    /// That the owner's last change is long enough ago for the next block.
    func requireRested(_ parameter: Hyperparameter, on netuid: NetUID) async throws {
        let last = try await last(parameter.limit, netuid)
        guard last > 0 else { return }
        let pause = try await blocks(of: parameter.limit, netuid)
        let next = state.number.advanced(by: 1)
        let free = BlockNumber(last).advanced(by: pause)
        guard next < free else { return }
        throw BittensorError(
            .tooSoon,
            "the owner of subnet \(netuid) set \(parameter.name) in block \(last), and may again \(pause) blocks later: "
                + "from block \(free) on, \(state.number.age(at: free)) blocks from now")
    }
}
