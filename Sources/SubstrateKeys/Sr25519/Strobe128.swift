// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSodium
import SubstratePrimitives

/// The part of STROBE-128 (strobe.sourceforge.io, version 1.0.2) that Merlin uses, over Keccak-f[1600].
struct Strobe128 {
    /// What an operation does, as bits of the STROBE specification.
    private struct Flags: OptionSet {
        let rawValue: UInt8
        static let inbound = Flags(rawValue: 1)
        static let application = Flags(rawValue: 2)
        static let cipher = Flags(rawValue: 4)
        static let meta = Flags(rawValue: 16)
        static let keyed = Flags(rawValue: 32)
    }

    /// Sponge rate at 128-bit security, less the two bytes of framing: 200 - 32 - 2.
    private static let rate = 166

    private var state = KeccakState()
    private var position = 0
    private var operationStart = 0
    private var operation: Flags = []

    init(protocolLabel: String) {
        let header: [UInt8] = [1, UInt8(Self.rate + 2), 1, 0, 1, 96] + Array("STROBEv1.0.2".utf8)
        for (index, byte) in header.enumerated() { state.absorb(byte, at: index) }
        state.permute()
        metaAD(protocolLabel.utf8)
    }

    /// Binds framing data.
    mutating func metaAD(_ data: some Sequence<UInt8>, more: Bool = false) {
        begin([.meta, .application], more: more)
        absorb(data)
    }

    /// Binds associated data.
    mutating func ad(_ data: some Sequence<UInt8>) {
        begin(.application)
        absorb(data)
    }

    /// Replaces part of the state by `key`, so that earlier states cannot be computed back.
    mutating func key(_ key: UnsafeRawBufferPointer) {
        begin([.application, .cipher])
        for byte in key {
            state.setByte(byte, at: position)
            advance()
        }
    }

    /// Fills `output` with pseudo-random bytes that depend on everything bound so far.
    mutating func prf(into output: UnsafeMutableRawBufferPointer) {
        begin([.inbound, .application, .cipher])
        for index in output.indices {
            output[index] = state.byte(at: position)
            state.setByte(0, at: position)
            advance()
        }
    }

    /// Overwrites the state. Copies that the permutation made on its way stay on the stack until they are overwritten.
    mutating func wipe() { state.withUnsafeMutableBytes { sodium_memzero($0.baseAddress, $0.count) } }

    private mutating func absorb(_ data: some Sequence<UInt8>) {
        let isAbsorbed: Void? = data.withContiguousStorageIfAvailable { absorb($0) }
        guard isAbsorbed == nil else { return }
        for byte in data {
            state.absorb(byte, at: position)
            advance()
        }
    }

    private mutating func absorb(_ data: UnsafeBufferPointer<UInt8>) {
        var rest = data[...]
        while !rest.isEmpty {
            let part = UnsafeBufferPointer(rebasing: rest.prefix(Self.rate - position))
            state.absorb(part, at: position)
            position += part.count
            if position == Self.rate { runF() }
            rest = rest.dropFirst(part.count)
        }
    }

    private mutating func advance() {
        position += 1
        if position == Self.rate { runF() }
    }

    private mutating func begin(_ flags: Flags, more: Bool = false) {
        if more {
            precondition(operation == flags, "a STROBE operation is continued by the same operation")
            return
        }
        let previousStart = operationStart
        operationStart = position + 1
        operation = flags
        absorb(CollectionOfOne(UInt8(previousStart)))
        absorb(CollectionOfOne(flags.rawValue))
        if !flags.isDisjoint(with: [.cipher, .keyed]), position != 0 { runF() }
    }

    private mutating func runF() {
        state.absorb(UInt8(operationStart), at: position)
        state.absorb(0x04, at: position + 1)
        state.absorb(0x80, at: Self.rate + 1)
        state.permute()
        position = 0
        operationStart = 0
    }
}
