// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec

/// The public key under which a neuron serves by TLS.
public struct NeuronCertificate: Hashable, Sendable {
    public let publicKey: [UInt8]
    /// Which kind of key it is, as the operator announced it.
    public let algorithm: UInt8

    public init(publicKey: [UInt8], algorithm: UInt8) {
        self.publicKey = publicKey
        self.algorithm = algorithm
    }
}

extension NeuronCertificate: ScaleRecord {
    public init(fields: inout some FieldSource) throws(ScaleError) {
        publicKey = try fields.read("public_key")
        algorithm = try fields.read("algorithm")
    }
}
