// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec

/// A pallet of the embedded chain, written as its Rust source would: names, numbers and type names.
struct PalletDeclaration: Sendable {
    let name: String
    let index: UInt8
    var storage: [StorageDeclaration] = []
    var calls: [CallDeclaration] = []
    var events: [CaseDeclaration] = []
    var errors: [CaseDeclaration] = []
    var constants: [ConstantDeclaration] = []
}

/// A call, an event or an error: a numbered case with fields.
struct CaseDeclaration: Sendable {
    let name: String
    let index: UInt8
    let fields: [(name: String?, type: String)]
    let docs: String

    /// A call or an event with named fields.
    static func named(
        _ name: String, _ index: UInt8, _ fields: KeyValuePairs<String, String> = [:], docs: String = ""
    ) -> CaseDeclaration {
        CaseDeclaration(name: name, index: index, fields: fields.map { ($0.key, $0.value) }, docs: docs)
    }

    /// An event with fields by place.
    static func tuple(_ name: String, _ index: UInt8, _ types: String...) -> CaseDeclaration {
        CaseDeclaration(name: name, index: index, fields: types.map { (nil, $0) }, docs: "")
    }

    static func error(_ name: String, _ index: UInt8, _ docs: String) -> CaseDeclaration {
        CaseDeclaration(name: name, index: index, fields: [], docs: docs)
    }
}

/// A call: how it is written, what it costs, what the pool asks of it, and what it does.
struct CallDeclaration: Sendable {
    /// Carries out a call with its arguments. It throws a `DispatchFailure` and nothing else, which closures in a table
    /// cannot say.
    typealias Handler = @Sendable (inout Execution, CallArguments) throws -> Void
    /// What the transaction pool checks, and what the block checks once more before it takes the extrinsic; it throws as handlers do.
    typealias Check = @Sendable (Execution, CallArguments) throws -> Void

    /// Whether a call costs its sender a fee when it is sent by itself.
    enum Fee: Sendable {
        case paid, free
        /// Free as long as nobody offers a tip.
        case freeWithoutTip
        /// Free for the sudo key.
        case freeForSudo
    }

    let shape: CaseDeclaration
    let fee: Fee
    let check: Check?
    let run: Handler

    init(
        _ name: String, _ index: UInt8, _ fields: KeyValuePairs<String, String> = [:], docs: String = "",
        fee: Fee = .paid, check: Check? = nil, run: @escaping Handler
    ) {
        shape = .named(name, index, fields, docs: docs)
        self.fee = fee
        self.check = check
        self.run = run
    }
}

/// A function of a runtime API.
struct FunctionDeclaration: Sendable {
    /// Answers a call from the state of a block; `ScaleValue`s are written as the declared output type.
    typealias Answer = @Sendable (Execution, FunctionArguments) throws -> ScaleValue

    let name: String
    let inputs: [(name: String, type: String)]
    let output: String
    let answer: Answer

    init(_ name: String, _ inputs: KeyValuePairs<String, String> = [:], output: String, answer: @escaping Answer) {
        self.name = name
        self.inputs = inputs.map { ($0.key, $0.value) }
        self.output = output
        self.answer = answer
    }
}

/// A constant of a pallet, already encoded.
struct ConstantDeclaration: Sendable {
    let name: String
    let type: String
    let value: [UInt8]
}
