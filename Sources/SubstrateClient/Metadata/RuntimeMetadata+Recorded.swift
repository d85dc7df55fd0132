// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives

extension RuntimeMetadata {
    /// Metadata that somebody has kept: as `state_getMetadata` gives it, inside the option or the byte string in which runtime
    /// calls answer, or as `0x…` hex of one of these.
    public init(recorded bytes: [UInt8]) throws(ClientError) {
        if bytes.starts(with: Self.magic) {
            try self.init(bytes)
        } else if bytes.starts(with: Array("0x".utf8)) || bytes.starts(with: Array("\"0x".utf8)) {
            let text = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace && $0 != "\"" }
            guard let decoded = try? [UInt8](hex: text), !decoded.starts(with: Array("0x".utf8)) else {
                throw ClientError(.unsupportedMetadata, "the file begins with 0x and is not hex")
            }
            try self.init(recorded: decoded)
        } else if let opaque = (try? [UInt8]?(scale: bytes)) ?? (try? [UInt8](scale: bytes)) {
            try self.init(opaque)
        } else {
            throw ClientError(
                .unsupportedMetadata, "the file is no metadata: it does not begin with 'meta', nor hold what does")
        }
    }
}
