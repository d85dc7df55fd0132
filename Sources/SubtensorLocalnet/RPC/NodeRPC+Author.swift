// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRPC

extension NodeRPC {
    static let authorMethods: [String: Method] = [
        "author_submitExtrinsic": { chain, parameters, _ async throws(RPCFault) in
            .string(try await chain.take(try parameters.bytes(0)).hash.hex)
        },
        "author_submitAndWatchExtrinsic": { chain, parameters, session async throws(RPCFault) in
            try await chain.watch(try parameters.bytes(0), session)
        },
        "author_unwatchExtrinsic": unsubscribe,
        "author_pendingExtrinsics": { chain, _, _ in
            .array(await chain.pool.waiting.map { .string($0.extrinsic.bytes.hex) })
        },
        "account_nextIndex": nextIndex, "system_accountNextIndex": nextIndex,
    ]

    private static let nextIndex: Method = { chain, parameters, _ async throws(RPCFault) in
        let text = try parameters.text(0)
        guard let account = try? AccountID(ss58: text) else { throw .invalidParams("not an address: \(excerpt(text))") }
        return JSONValue(UInt64(try await chain.nextNonce(of: account)))
    }
}

extension Localnet {
    func take(_ bytes: [UInt8], taken: (Hash256) -> Void = { _ in }) async throws(RPCFault) -> Extrinsic {
        do throws(TransactionFault) {
            return try await submit(bytes, taken: taken)
        } catch {
            throw error.rpcFault
        }
    }

    /// Takes an extrinsic and tells the session what becomes of it.
    func watch(_ bytes: [UInt8], _ session: RPCSession) async throws(RPCFault) -> JSONValue {
        // A session that cannot watch must not have its extrinsic taken either.
        let id = try session.openSubscription()
        do throws(RPCFault) {
            _ = try await take(bytes) { hash in
                subscriptions.watch(hash, id, session)
                let status: TransactionStatus = pool.isReady(hash) ? .ready : .future
                session.notify(method: "author_extrinsicUpdate", subscription: id, result: status.json)
            }
        } catch {
            _ = session.closeSubscription(id)
            throw error
        }
        return .string(id)
    }
}
