// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A way for an extrinsic to reach its block inside another one, such as encrypted for the block's author.
///
/// The account signs two: the extrinsic that does what was agreed to, and the carrier, which has the nonce before it and is all
/// that is sent. Both cost a fee, and what counts is what becomes of the first.
public struct ExtrinsicCarrier: Sendable {
    /// How it travels, for a person: `encrypted for the author of its block`.
    public let name: String
    /// The longest lifetime in blocks that such extrinsics may have.
    public let longestLifetime: UInt64
    /// A carrier's call for an extrinsic of this many bytes, of the size that counts for its fee.
    private let sample: @Sendable (Int) throws(ClientError) -> Call
    /// The call that carries an extrinsic, to be sent at once.
    let call: @Sendable (Extrinsic, SubstrateClient) async throws -> Call

    /// - Parameters:
    ///   - sample: a call for an extrinsic of so many bytes, by which the fee is told before anything is signed.
    ///   - call: the call for the extrinsic that was signed. What it throws ends the submission, and nothing was sent.
    public init(
        name: String, longestLifetime: UInt64, sample: @escaping @Sendable (Int) throws(ClientError) -> Call,
        call: @escaping @Sendable (Extrinsic, SubstrateClient) async throws -> Call
    ) {
        self.name = name
        self.longestLifetime = longestLifetime
        self.sample = sample
        self.call = call
    }
}

extension ExtrinsicCarrier {
    /// A call of the size of the one that carries an extrinsic of this many bytes.
    package func sampleCall(byteCount: Int) throws(ClientError) -> Call { try sample(byteCount) }
}

extension ExtrinsicCarrier: Hashable {
    /// Carriers of one name do the same.
    public static func == (left: ExtrinsicCarrier, right: ExtrinsicCarrier) -> Bool { left.name == right.name }

    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
