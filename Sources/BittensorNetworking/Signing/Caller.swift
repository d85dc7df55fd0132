// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// Who calls, proven by a signature.
public struct Caller: Hashable, Sendable {
    /// The hotkey that signed.
    public let hotkey: AccountID
    /// The same as an SS58 address.
    public let address: String
    /// The class name of the synapse that is called.
    public let synapseName: String
    /// The address that the connection comes from.
    public let peerAddress: String?
    public let peerPort: Int?
    /// What the caller says about itself. Of this the nonce, the hotkey and the uuid are signed, the rest is only claimed.
    public let claims: TerminalInfo
    /// How long the caller says it waits, in seconds.
    public let timeout: Double?
    /// The stand-ins of required fields, or real values if the caller sent such; not signed.
    public let inputObjects: JSONObject
}
