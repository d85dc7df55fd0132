// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A function that a runtime imports: its name, how it is called, and what it does.
struct HostFunction: Sendable {
    typealias Body = @Sendable (HostCall, HostSlots) throws(RuntimeError) -> Void

    let name: String
    let signature: WasmSignature
    let body: Body

    init(_ name: String, _ signature: String, _ body: @escaping Body) {
        self.name = name
        self.signature = WasmSignature(signature)
        self.body = body
    }

    /// All that there are, by their names in the module `env`.
    static let named: [String: HostFunction] = Dictionary(
        (storage + childStorage + hashing + signatures + tries + memoryAndLog + nodeServices + curves).map {
            ($0.name, $0)
        },
        uniquingKeysWith: { first, _ in first })

    /// Stands for a function that is not here: whoever calls it ends.
    static func missing(_ name: String, as signature: WasmSignature) -> HostFunction {
        let reason = absence(of: name)
        return HostFunction(name, signature.description) { _, _ throws(RuntimeError) in
            throw RuntimeError(.missingHostFunction, "is not in this host: \(reason)")
        }
    }

    /// Why a function is not here.
    private static func absence(of name: String) -> String {
        if name.hasPrefix("ext_offchain_") { return "it has no offchain workers" }
        if name.hasPrefix("ext_benchmarking_") { return "it measures no weights" }
        if name.hasPrefix("ext_sandbox_") { return "it runs no programs within the runtime" }
        if name.hasPrefix("ext_crypto_"), ["_generate_", "_sign_", "_public_keys_"].contains(where: name.contains) {
            return "it keeps no keys"
        }
        return "it has no function of this name"
    }
}

/// The arguments of a host call, and the place of its answer.
struct HostSlots {
    let slots: UnsafeMutablePointer<UInt64>

    /// The argument at `index` as an integer of 32 bits.
    func word(_ index: Int) -> UInt32 { UInt32(truncatingIfNeeded: slots[index]) }

    /// The argument at `index` as an integer of 64 bits: mostly a pointer, and above it a length.
    subscript(index: Int) -> UInt64 { slots[index] }

    func answer(_ value: UInt64) { slots[0] = value }
    func answer(_ value: UInt32) { slots[0] = UInt64(value) }
    func answer(_ value: Bool) { slots[0] = value ? 1 : 0 }
}
