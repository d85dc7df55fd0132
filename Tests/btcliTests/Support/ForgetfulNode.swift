// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC

@testable import SubtensorLocalnet

/// A node that has thrown away the states before a block.
struct ForgetfulNode: RPCHandler {
    let node: InstantNode
    /// The number of the oldest block whose state it keeps.
    let oldest: UInt64

    func handle(method: String, params: JSONValue, session: RPCSession) async -> Swift.Result<JSONValue, RPCFault> {
        if method.hasPrefix("state_"), let hash = params.array?.last?.string,
            case .success(let header) = await node.handle(
                method: "chain_getHeader", params: [.string(hash)], session: session),
            let height = header["number"]?.string.flatMap({ UInt64($0.dropFirst(2), radix: 16) }), height < oldest
        {
            return .failure(
                RPCFault(code: 4003, message: "Client error: UnknownBlock: State already discarded for \(hash)"))
        }
        return await node.handle(method: method, params: params, session: session)
    }
}
