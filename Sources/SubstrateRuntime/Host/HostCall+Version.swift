// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec

extension HostCall {
    /// What unpacking and checking a module takes.
    private static let moduleWork = 50_000_000
    /// What other code may run on that has to be asked for its version, if as much is left.
    private static let mostVersionFuel: UInt64 = 1_000_000_000

    /// The version of a runtime that the guest holds, as it asks before it sets new code; nil for what is none.
    ///
    /// - Throws: ``RuntimeError`` where the code is not to blame: what is missing here, or used up.
    func version(ofCode packed: UInt64) throws(RuntimeError) -> [UInt8]? {
        let code = try bytes(packed)
        // Else code could ask for its own version for ever.
        guard !environment.isAskedForItsVersion else {
            throw RuntimeError(.invalidHostCall, "asks for a version while it is asked for its own")
        }
        try spend(Self.moduleWork)
        var inner = CallEnvironment(fuel: 0, writtenBytes: writable)
        inner.isAskedForItsVersion = true
        do throws(RuntimeError) {
            let program = try RuntimeProgram(try UnpackedCode(code, limit: limits.codeBytes), limits: limits)
            if let version = try program.writtenVersion() { return version.scaleEncoded }
            inner.fuel = lend(atMost: Self.mostVersionFuel)
            return try program.toldVersion(environment: inner).scaleEncoded
        } catch {
            switch error.code {
            case .missingLibrary, .outOfMemory: throw error
            case .outOfFuel where inner.fuel < Self.mostVersionFuel: throw error
            default: return nil
            }
        }
    }
}
