// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Which nonces an axon takes. The defaults are stricter than Python's where Python leaves a hole.
public struct NoncePolicy: Sendable {
    /// How old a nonce may be, not counting the request's timeout.
    public var allowedAge: Duration = .seconds(4)
    /// How much of a request's timeout is added to `allowedAge`: the timeout is not signed, so it must not open the window.
    public var longestTimeout: Duration = .seconds(120)
    /// How far ahead of this machine's clock a caller's may be. Raise it for callers with bad clocks.
    public var allowedLead: Duration = .seconds(4)
    /// Whether callers before SDK 7.2.0, and callers that do not tell their version, may send nonces of any rising clock.
    ///
    /// Whoever claims such a version can then replay a captured request to an axon that has not seen its caller since it
    /// started, or ever if `AxonConfiguration.nonceFile` is not set.
    public var acceptsMonotonicNonces = false
    /// How many callers' last nonces are kept.
    public var capacity = 65_536

    public init() {}
}
