// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives
import Synchronization

/// A runtime: the WebAssembly program that is a chain's rules, as every node hands it out under `:code`.
///
/// It is parsed once; calls may run in several threads at a time. Nothing in it is trusted: what it may do is read and write
/// the state that a call is given, within limits.
public final class RuntimeCode: Sendable {
    /// The code as it was given, compressed or not.
    public let bytes: [UInt8]
    /// How many bytes it has that are not compressed.
    public let unpackedByteCount: Int
    /// Which runtime this is.
    public let version: RuntimeCode.Version
    public let limits: RuntimeLimits

    private let program: RuntimeProgram
    // Of a megabyte, and asked for with each block.
    private let knownHash = Mutex<Hash256?>(nil)

    /// Reads a runtime, compressed or not.
    ///
    /// - Throws: ``RuntimeError`` where it is none, is larger than `limits` allow, or uses what this interpreter lacks.
    public init(_ code: [UInt8], limits: RuntimeLimits = RuntimeLimits()) throws(RuntimeError) {
        let unpacked = try UnpackedCode(code, limit: limits.codeBytes)
        let program = try RuntimeProgram(unpacked, limits: limits)
        self.bytes = code
        self.unpackedByteCount = unpacked.bytes.count
        self.limits = limits
        self.program = program
        version =
            if let written = try program.writtenVersion() {
                written
            } else {
                try program.toldVersion(environment: CallEnvironment())
            }
    }

    /// BLAKE2b-256 of the code as it was given, by which a chain speaks of it. Computed when it is first asked for.
    public var hash: Hash256 {
        knownHash.withLock { known in
            let hash = known ?? Hash256(unchecked: Hashing.blake2b256(bytes))
            known = hash
            return hash
        }
    }

    /// The names of the functions that it exports, in order of their names.
    public var exports: [String] { program.methods.keys.sorted() }

    /// Whether it exports a function of this name, such as `Core_version`.
    public func exports(_ method: String) -> Bool { program.methods[method] != nil }

    /// The host functions that it imports and that are not here: calling one ends the call.
    public var missingHostFunctions: [String] { program.missingHostFunctions }

    /// Calls a function of the runtime.
    ///
    /// What it writes is in `overlay` afterwards; where it fails, nothing of it is.
    ///
    /// - Parameters:
    ///   - method: The exported function, such as `Metadata_metadata`.
    ///   - input: Its parameters in SCALE, one after the other.
    ///   - overlay: The state.
    /// - Returns: Its answer in SCALE.
    public func call(
        _ method: String, _ input: [UInt8] = [], on overlay: inout StorageOverlay,
        environment: CallEnvironment = CallEnvironment()
    ) throws(RuntimeError) -> [UInt8] {
        try program.call(method, input, on: &overlay, environment: environment)
    }
}
