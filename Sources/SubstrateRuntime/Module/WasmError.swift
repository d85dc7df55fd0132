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
        self.init(
            Code(refusal: error.status),
            "the code is no WebAssembly module that can run: \(error.text) (at byte \(error.offset))", fileID: fileID,
            line: line)
    }
}

extension RuntimeError.Code {
    /// Why the interpreter did not take a module, or a function of it.
    init(refusal status: wasm_status) {
        switch status {
        case wasm_unsupported: self = .unsupportedCode
        case wasm_over_limit: self = .overLimit
        case wasm_out_of_memory: self = .outOfMemory
        default: self = .invalidCode
        }
    }
}
