// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CWebAssembly

extension wasm_error {
    /// What the interpreter says.
    var text: String {
        withUnsafeBytes(of: message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}

extension RuntimeError {
    /// A module that the interpreter did not take.
    init(refusal error: wasm_error, fileID: StaticString = #fileID, line: UInt = #line) {
        let code: Code =
            switch error.status {
            case wasm_unsupported: .unsupportedCode
            case wasm_over_limit: .overLimit
            case wasm_out_of_memory: .outOfMemory
            default: .invalidCode
            }
        self.init(
            code, "the code is no WebAssembly module that can run: \(error.text) (at byte \(error.offset))",
            fileID: fileID, line: line)
    }
}
