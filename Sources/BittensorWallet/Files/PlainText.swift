// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys

extension SecretBytes {
    /// A text as editors, exports and shells write it, in UTF-8 and without byte order mark: from UTF-8 or UTF-16, with a mark
    /// or without.
    ///
    /// Throws `corrupt`, with the place, for bytes that are no text. Nothing is replaced: another text than the one that was
    /// written opens no key and is signed by nobody.
    /// - Parameter name: what errors call it, such as `'~/password'`.
    package func plainText(named name: String) throws(WalletError) -> SecretBytes {
        let (encoding, markCount) = TextEncoding.of(self)
        let text =
            switch encoding {
            case .utf8: try utf8Text(from: markCount, name)
            case .utf16(let isBigEndian): try transcoded(from: markCount, isBigEndian: isBigEndian, name)
            }
        guard let place = text.withUnsafeBytes({ $0.firstIndex(of: 0) }) else { return text }
        throw WalletError(.corrupt, "\(name) is no text: there is a zero at byte \(place)")
    }

    private func utf8Text(from start: Int, _ name: String) throws(WalletError) -> SecretBytes {
        let place = withUnsafeBytes { bytes -> Int? in
            var parser = Unicode.UTF8.ForwardParser()
            var iterator = bytes[start...].makeIterator()
            var place = start
            while true {
                switch parser.parseScalar(from: &iterator) {
                case .valid(let scalar): place += scalar.count
                case .emptyInput: return nil
                case .error: return place
                }
            }
        }
        if let place { throw Self.notText(name, at: place, "UTF-8") }
        return start == 0 ? self : self[start..<count]
    }

    private func transcoded(from start: Int, isBigEndian: Bool, _ name: String) throws(WalletError) -> SecretBytes {
        guard (count - start).isMultiple(of: 2) else { throw Self.notText(name, at: count - 1, "UTF-16") }
        var length = 0
        var wrong: Int?
        // A unit of two bytes becomes three at most.
        let text = SecretBytes(count: (count - start) / 2 * 3) { target in
            withUnsafeBytes { bytes in
                let units = stride(from: start, to: bytes.count, by: 2).lazy.map { place in
                    let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
                    return isBigEndian ? first << 8 | second : second << 8 | first
                }
                var parser = Unicode.UTF16.ForwardParser()
                var iterator = units.makeIterator()
                var place = start
                while true {
                    switch parser.parseScalar(from: &iterator) {
                    case .valid(let scalar):
                        place += 2 * scalar.count
                        for byte in Unicode.UTF8.transcode(scalar, from: Unicode.UTF16.self) ?? .init() {
                            target[length] = byte
                            length += 1
                        }
                    case .emptyInput: return
                    case .error:
                        wrong = place
                        return
                    }
                }
            }
        }
        if let wrong { throw Self.notText(name, at: wrong, "UTF-16") }
        return text[0..<length]
    }

    private static func notText(_ name: String, at place: Int, _ encoding: String) -> WalletError {
        WalletError(.corrupt, "\(name) is no text: what stands at byte \(place) is not \(encoding); save it as UTF-8")
    }
}

private enum TextEncoding {
    case utf8
    case utf16(isBigEndian: Bool)

    /// What a text is written in, by its byte order mark, and how long that is.
    ///
    /// Without a mark a zero tells: a text has none, and UTF-16 has one beside each Latin letter.
    static func of(_ bytes: SecretBytes) -> (TextEncoding, markCount: Int) {
        bytes.withUnsafeBytes { bytes in
            if bytes.starts(with: [0xef, 0xbb, 0xbf]) { return (.utf8, 3) }
            guard bytes.count >= 2 else { return (.utf8, 0) }
            return switch (bytes[0], bytes[1]) {
            case (0xff, 0xfe): (.utf16(isBigEndian: false), 2)
            case (0xfe, 0xff): (.utf16(isBigEndian: true), 2)
            case (1..., 0): (.utf16(isBigEndian: false), 0)
            case (0, 1...): (.utf16(isBigEndian: true), 0)
            default: (.utf8, 0)
            }
        }
    }
}
