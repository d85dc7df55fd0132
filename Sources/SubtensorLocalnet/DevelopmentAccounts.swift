// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
public import SubstratePrimitives

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The accounts that every development chain of Substrate funds; their secrets are public knowledge.
public enum DevelopmentAccounts {
    /// `//Alice` and so on, as secret URIs.
    public static let uris = ["//Alice", "//Bob", "//Charlie", "//Dave", "//Eve", "//Ferdie"]

    /// `//Alice`, who may use the sudo pallet.
    public static let sudo: AccountID? = account("//Alice")

    /// A million TAO each, in rao.
    static let balances: [AccountID: UInt64] = Dictionary(
        uniqueKeysWithValues: uris.compactMap(account).map { ($0, 1_000_000 * 1_000_000_000) })

    private static func account(_ uri: String) -> AccountID? { (try? KeyPair(uri: uri))?.accountID }
}

extension LocalnetConfiguration {
    /// The system's clock in Unix milliseconds.
    public static let systemMilliseconds: @Sendable () -> UInt64 = {
        UInt64(max(Date().timeIntervalSince1970, 0) * 1000)
    }
}
