// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A QR code of bytes (ISO/IEC 18004): byte mode, with the least correction, which leaves the most room.
///
/// ```swift
/// let code = try QRCode(frame)
/// print(code.size, code[0, 0])
/// ```
public struct QRCode: Hashable, Sendable {
    /// The most bytes that a code holds.
    public static let capacity = QRVersion(40).capacity

    /// 1 to 40: how large it is.
    public let version: Int
    /// Which of eight patterns keeps it from looking like something else.
    public let mask: Int
    private let canvas: QRCanvas

    /// Modules on each side, without the four light ones that have to be around it.
    public var size: Int { canvas.size }

    /// Whether a module is dark; those outside are not.
    public subscript(x: Int, y: Int) -> Bool {
        (0..<size).contains(x) && (0..<size).contains(y) && canvas[x, y]
    }

    /// The smallest code that holds these bytes.
    ///
    /// - Throws: `QRCodeError` for more than ``capacity``.
    public init(_ bytes: [UInt8]) throws(QRCodeError) {
        try self.init(bytes, mask: nil)
    }

    /// - Parameter mask: one of the eight; nil takes the one that is read best.
    package init(_ bytes: [UInt8], mask: Int?) throws(QRCodeError) {
        guard let version = (1...40).lazy.map({ QRVersion($0) }).first(where: { $0.capacity >= bytes.count }) else {
            throw QRCodeError(byteCount: bytes.count)
        }
        let codewords = version.interleaved(version.codewords(of: bytes))
        let blank = QRCanvas(version, codewords)
        let candidates = (mask.map { $0...$0 } ?? 0...7).map { mask in (mask, blank.masked(by: mask)) }
        let best = candidates.min { $0.1.penalty < $1.1.penalty } ?? (0, blank)
        self.version = version.number
        (self.mask, canvas) = best
    }
}

/// More bytes than a QR code holds.
public struct QRCodeError: Error, Hashable, CustomStringConvertible {
    public let byteCount: Int

    public var description: String { "a QR code holds \(QRCode.capacity) bytes at most, not \(byteCount)" }
}
