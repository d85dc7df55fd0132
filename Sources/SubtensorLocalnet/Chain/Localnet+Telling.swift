// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
public import SubstratePrimitives

/// What is told of a chain where it is started.
extension Localnet {
    /// The newest block's number.
    public var headNumber: BlockNumber { head.header.number }

    /// The runtime of the newest state, by its name and its version.
    public func runtimeName() async throws(LocalnetError) -> (name: String, specVersion: UInt32) {
        try await settled { view throws(LocalnetError) in
            do throws(RuntimeFault) {
                let version = try runtime.version(on: headState(over: view))
                return (version.specName, version.specVersion)
            } catch {
                throw LocalnetError(.runtime, "the runtime does not say what it is: \(error.reason)")
            }
        }
    }

    /// What an account has, without what is reserved, in rao; 0 for one that is not there.
    public func freeBalance(of account: AccountID) async throws(LocalnetError) -> UInt64 {
        let place = Hashing.twox128(Array("System".utf8)) + Hashing.twox128(Array("Account".utf8))
        let key = StorageKey(bytes: place + Hashing.blake2b128(account.bytes) + account.bytes)
        let value = try await settled { view throws(LocalnetError) in headState(over: view).value(key) }
        guard let bytes = value else { return 0 }
        // The nonce and three counts of users stand before it, in every runtime so far.
        var reader = ScaleReader(bytes)
        return (try? reader.skip(16)).flatMap { try? reader.readInteger(UInt64.self) } ?? 0
    }
}
