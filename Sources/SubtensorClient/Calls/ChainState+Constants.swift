// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient

extension ChainState {
    /// A constant of the runtime that wrote the block.
    ///
    /// - Throws: `notInRuntime` where it declares none of this name.
    func constant<Value: ScaleConvertible>(_ pallet: String, _ name: String) throws(ClientError) -> Value {
        let value = try runtime.metadata.constant(pallet, name)
        do {
            return try Value(dynamic: value)
        } catch {
            throw ClientError(.malformedAnswer, "the constant \(pallet).\(name) cannot be read: \(error.reason)")
        }
    }

    /// A constant of the runtime; nil where it declares none of this name.
    func constantIfKnown<Value: ScaleConvertible>(_ pallet: String, _ name: String) throws(ClientError) -> Value? {
        do {
            let value: Value = try constant(pallet, name)
            return value
        } catch  where error.code == .notInRuntime {
            return nil
        }
    }
}
