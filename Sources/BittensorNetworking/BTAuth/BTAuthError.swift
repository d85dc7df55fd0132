// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Why a request signed by `btauth/1` is refused, by the names of SDK 11.
public enum BTAuthError: String, Error, Hashable, Sendable, CaseIterable {
    /// A header is absent, or is not what it should be.
    case malformed = "MalformedAuth"
    /// The request is signed for somebody else, or for nobody in particular.
    case wrongReceiver = "WrongReceiver"
    /// The request is too old, or from the future.
    case stale = "StaleRequest"
    /// The signature is not that of this request.
    case badSignature = "BadSignature"
    /// The request was accepted before.
    case replayed = "ReplayedRequest"
    /// The nonce file cannot be written, so that nothing can be accepted.
    case unavailable = "Unavailable"
}
