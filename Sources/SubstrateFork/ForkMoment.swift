// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateClient
public import SubstrateRuntime

/// The state of a fork at one moment of a block that is tried on it.
public struct ForkMoment: Sendable {
    public let code: RuntimeCode
    /// What the runtime's answers and values are read by.
    public let metadata: RuntimeMetadata
    /// The state as the block has made it so far.
    public let state: StorageOverlay
    let environment: CallEnvironment

    /// What a function of the runtime answers here, in SCALE. What it writes is gone afterwards.
    public func call(_ function: String, _ arguments: [UInt8] = []) throws(RuntimeError) -> [UInt8] {
        var overlay = state
        return try code.call(function, arguments, on: &overlay, environment: environment)
    }

    /// What a function of the runtime answers here.
    ///
    /// - Throws: `invalidAnswer` where the metadata does not describe the function, or the answer is not what it describes.
    public func call<Output>(_ call: RuntimeCall<Output>) throws(RuntimeError) -> Output {
        let arguments = try read { () throws(ClientError) in try metadata.encodeArguments(of: call) }
        let answer = try self.call(call.function, arguments)
        return try read { () throws(ClientError) in try metadata.decode(answer, of: call) }
    }

    /// The value at an address, or its default; nil where there is neither.
    public func value<Value>(_ address: StorageAddress<Value>) throws(RuntimeError) -> Value? {
        let key = try read { () throws(ClientError) in
            try metadata.storageKey(address.pallet, address.item, keys: address.keys)
        }
        let bytes = try state.value(for: key.bytes, in: nil)
        return try read { () throws(ClientError) in try metadata.value(of: address, bytes: bytes) }
    }

    /// Reads by the metadata what the runtime gives.
    func read<Answer>(_ body: () throws(ClientError) -> Answer) throws(RuntimeError) -> Answer {
        do throws(ClientError) { return try body() } catch { throw RuntimeError(.invalidAnswer, error.reason) }
    }
}
