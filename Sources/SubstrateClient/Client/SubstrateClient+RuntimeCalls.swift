// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives
import SubstrateRPC

extension SubstrateClient {
    /// Runs a runtime API function on the node, such as `AccountNonceApi_account_nonce`, and returns its encoded result.
    public func runtimeCall(
        _ function: String, _ arguments: [UInt8] = [], at block: Hash256? = nil
    ) async throws(ClientError) -> [UInt8] {
        let params: [JSONValue] = [.string(function), .string(arguments.hex)] + Node.optional(block)
        guard let bytes = try await node.bytes("state_call", params) else {
            throw ClientError(.notInRuntime, "this runtime has no function \(function)")
        }
        return bytes
    }
}
