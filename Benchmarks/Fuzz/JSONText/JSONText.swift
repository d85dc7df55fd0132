// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys

@testable import BittensorWallet
@testable import JSONText

/// Feeds bytes to the scanner under every JSON reader, and to the reader of keyfiles.
///
/// What is read must come back from its own text, with Python's numbers allowed or not; and a keyfile must be JSON.
@_cdecl("fuzzJSONText")
public func fuzzJSONText(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = UnsafeRawBufferPointer(start: start, count: count)
    let document = rewritten(input, allowsNonFinite: false)
    if let document {
        precondition(rewritten(input, allowsNonFinite: true) == document, "more is allowed, and less is read")
    }
    for form in [document, rewritten(input, allowsNonFinite: true)].compactMap(\.self) {
        let again = form.withUnsafeBytes { rewritten($0, allowsNonFinite: true) }
        precondition(again == form, "written and read as something else")
    }
    let isKeyfile = (try? KeyfileJSON.members(of: SecretBytes(input), names: ["ss58Address"])) != nil
    precondition(!isKeyfile || document != nil, "a keyfile that is no JSON")
    return 0
}

/// The document without blanks and with no more escapes than it needs; nil for what is none.
private func rewritten(_ bytes: UnsafeRawBufferPointer, allowsNonFinite: Bool) -> [UInt8]? {
    var scanner = JSONScanner(bytes, maxDepth: 64, maxValues: 4096, allowsNonFinite: allowsNonFinite)
    var text: [UInt8] = []
    var depth = 0
    func add(_ piece: String) {
        if let last = text.last, !"[{:".utf8.contains(last) { text.append(UInt8(ascii: ",")) }
        text += piece.utf8
    }
    do throws(JSONFault) {
        repeat {
            switch try scanner.next() {
            case .null: add("null")
            case .bool(let value): add("\(value)")
            case .number(let number): add(scanner.text(of: number))
            case .string(let string): add(try scanner.text(of: string).jsonQuoted)
            case .name(let name): add(try scanner.text(of: name).jsonQuoted + ":")
            case .arrayStart:
                add("[")
                depth += 1
            case .objectStart:
                add("{")
                depth += 1
            case .arrayEnd:
                text += "]".utf8
                depth -= 1
            case .objectEnd:
                text += "}".utf8
                depth -= 1
            }
        } while depth > 0
        try scanner.finish()
        return text
    } catch {
        return nil
    }
}
