// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec

extension RuntimeMetadata {
    /// The call of a signed extrinsic of format 4; nil for another format.
    ///
    /// - Throws: `malformedAnswer` for bytes that this runtime cannot have taken.
    public func signedCall(_ signed: Extrinsic) throws(ClientError) -> Call? {
        let bytes = try reading("the extrinsic") { () throws(ScaleError) -> [UInt8]? in
            var outer = ScaleReader(signed.bytes)
            var reader = ScaleReader(try [UInt8](from: &outer))
            guard try reader.readByte() == Extrinsic.signedVersion4 else { return nil }
            for part in [extrinsic.address, extrinsic.signature] + extrinsic.extensions.map(\.extra) {
                _ = try types.decode(part, from: &reader)
            }
            return try reader.readBytes(reader.remaining)
        }
        guard let bytes else { return nil }
        return try decodeCall(bytes)
    }
}
