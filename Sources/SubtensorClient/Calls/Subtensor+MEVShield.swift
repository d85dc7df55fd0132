// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateClient

/// Which of the chain's keys for shielded transactions.
public enum MEVShieldKey: String, Hashable, Sendable, CaseIterable {
    /// The one by which the author of this block opens them.
    case current
    /// The one for which they are encrypted now.
    case next

    /// How long the chain's keys are: ML-KEM-768.
    public static let length = 1184

    var address: StorageAddress<[UInt8]> {
        switch self {
        case .current: .mevShieldCurrentKey
        case .next: .mevShieldNextKey
        }
    }
}

extension Subtensor {
    /// A key of the chain for shielded transactions: of ML-KEM-768; nil when there is none now.
    ///
    /// - Throws: `malformedAnswer` for one of another length.
    public func mevShieldKey(
        _ key: MEVShieldKey = .next, at block: BlockReference = .head
    ) async throws(ClientError) -> [UInt8]? {
        guard let bytes = try await state(at: block).value(key.address) else { return nil }
        guard bytes.count == MEVShieldKey.length else {
            throw ClientError(
                .malformedAnswer,
                "a key for shielded transactions has \(MEVShieldKey.length) bytes, and this one \(bytes.count)")
        }
        return bytes
    }
}
