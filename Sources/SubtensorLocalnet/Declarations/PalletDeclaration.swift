/// A pallet of the embedded chain, written as its Rust source would: names, numbers and type names.
struct PalletDeclaration: Sendable {
    let name: String
    let index: UInt8
    var storage: [StorageDeclaration] = []
    var calls: [CaseDeclaration] = []
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
    static func named(_ name: String, _ index: UInt8, _ fields: KeyValuePairs<String, String> = [:]) -> CaseDeclaration
    {
        CaseDeclaration(name: name, index: index, fields: fields.map { ($0.key, $0.value) }, docs: "")
    }

    /// An event with fields by place.
    static func tuple(_ name: String, _ index: UInt8, _ types: String...) -> CaseDeclaration {
        CaseDeclaration(name: name, index: index, fields: types.map { (nil, $0) }, docs: "")
    }

    static func error(_ name: String, _ index: UInt8, _ docs: String) -> CaseDeclaration {
        CaseDeclaration(name: name, index: index, fields: [], docs: docs)
    }
}

/// A function of a runtime API.
struct FunctionDeclaration: Sendable {
    let name: String
    let inputs: [(name: String, type: String)]
    let output: String

    init(_ name: String, _ inputs: KeyValuePairs<String, String> = [:], output: String) {
        self.name = name
        self.inputs = inputs.map { ($0.key, $0.value) }
        self.output = output
    }
}

/// A constant of a pallet, already encoded.
struct ConstantDeclaration: Sendable {
    let name: String
    let type: String
    let value: [UInt8]
}
