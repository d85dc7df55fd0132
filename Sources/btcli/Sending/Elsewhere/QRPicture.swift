// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import QRCode
import SubstratePrimitives

/// A picture of QR codes, one below the other.
struct QRPicture: Hashable, Sendable {
    let path: String
    private let isScalable: Bool

    init(path: String) throws(CLIError) {
        guard path.hasSuffix(".svg") || path.hasSuffix(".pbm") else {
            throw CLIError(.usage, "\(excerpt(path)) is no picture that can be written: its name ends in .svg or .pbm")
        }
        self.path = path
        isScalable = path.hasSuffix(".svg")
    }

    func requireWritable() throws(OutputFileError) { _ = try OutputFile(path: path) }

    func write(_ codes: [QRCode]) throws(OutputFileError) {
        try OutputFile(path: path).write(isScalable ? QRCode.svg(codes) : QRCode.pbm(codes))
    }
}
