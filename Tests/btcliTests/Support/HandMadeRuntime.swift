// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives
import TestVectors

/// A runtime that answers the same whatever it is asked: its functions are the places of its data.
struct HandMadeRuntime {
    var specVersion: UInt32 = 293
    var specName = "node-subtensor"
    var implName = "by-hand"
    var authoringVersion: UInt32 = 1
    var implVersion: UInt32 = 1
    var transactionVersion: UInt32 = 1
    var systemVersion: UInt8 = 1
    var interfaces: [(name: String, version: UInt32)] = [("Core", 4), ("Metadata", 4)]
    /// What each function answers, in SCALE.
    var answers: [(name: String, answer: [UInt8])] = []
    /// The code of functions that do not answer.
    var codes: [(name: String, code: [UInt8])] = []
    var hasVersion = true
    var imports: [String] = []

    /// One whose metadata is that of a real runtime, in versions 14 and 15.
    static func subtensor(_ specVersion: UInt32) -> HandMadeRuntime {
        let newer = VectorFile.bytes("metadata/metadata-v15-spec\(specVersion).option-opaque.bin")
        let older = VectorFile.bytes("metadata/metadata-v14-spec\(specVersion).bin")
        return HandMadeRuntime(
            specVersion: specVersion,
            answers: [
                ("Metadata_metadata_at_version", newer), ("Metadata_metadata", older.scaleEncoded),
                ("Core_version", []),
            ])
    }

    /// The module.
    var bytes: [UInt8] {
        let heapBase: UInt32 = 64 * pages << 10
        var offset: UInt32 = 1024
        var segments: [[UInt8]] = []
        var bodies: [[UInt8]] = []
        for (_, answer) in answers {
            segments.append([0x00, 0x41] + signed(Int64(offset)) + [0x0b] + counted(answer))
            bodies.append([0x42] + signed(Int64(answer.count) << 32 | Int64(offset)) + [0x0b])
            offset += UInt32(answer.count)
        }
        bodies += codes.map { $0.code + [0x0b] }
        let names = answers.map(\.name) + codes.map(\.name)
        let imported =
            [named("env") + named("memory") + [0x02, 0x00] + leb(pages + 1)]
            + imports.map { named("env") + named($0) + [0x00, 0x00] }
        let exports =
            names.enumerated().map { named($1) + [0x00] + leb(UInt32($0 + imports.count)) }
            + [named("__heap_base") + [0x03, 0x00]]
        var module: [UInt8] = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]
        module += section(1, [[0x60, 0x02, 0x7f, 0x7f, 0x01, 0x7e]])
        module += section(2, imported)
        if !names.isEmpty { module += section(3, names.map { _ in [0x00] }) }
        module += section(6, [[0x7f, 0x00, 0x41] + signed(Int64(heapBase)) + [0x0b]])
        module += section(7, exports)
        if !names.isEmpty { module += section(10, bodies.map { counted([0x00] + $0) }) }
        if !segments.isEmpty { module += section(11, segments) }
        if hasVersion { module += [0x00] + counted(named("runtime_version") + version) }
        return module
    }

    /// How much memory the data takes.
    private var pages: UInt32 { UInt32(answers.reduce(1024) { $0 + $1.answer.count } >> 16) + 1 }

    private var version: [UInt8] {
        var writer = ScaleWriter()
        writer.write(text: specName)
        writer.write(text: implName)
        for number in [authoringVersion, specVersion, implVersion] { writer.write(integer: number) }
        writer.write(count: interfaces.count)
        for interface in interfaces {
            writer.write(bytes: Hashing.blake2b64(Array(interface.name.utf8)))
            writer.write(integer: interface.version)
        }
        writer.write(integer: transactionVersion)
        writer.write(byte: systemVersion)
        return writer.bytes
    }

    private func section(_ id: UInt8, _ items: [[UInt8]]) -> [UInt8] {
        [id] + counted(leb(UInt32(items.count)) + items.flatMap { $0 })
    }

    private func named(_ name: String) -> [UInt8] { counted(Array(name.utf8)) }
    private func counted(_ bytes: [UInt8]) -> [UInt8] { leb(UInt32(bytes.count)) + bytes }

    private func leb(_ value: UInt32) -> [UInt8] {
        var rest = value
        var bytes: [UInt8] = []
        while rest > 0x7f {
            bytes.append(UInt8(rest & 0x7f) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    private func signed(_ value: Int64) -> [UInt8] {
        var rest = value
        var bytes: [UInt8] = []
        while true {
            let byte = UInt8(truncatingIfNeeded: rest) & 0x7f
            rest >>= 7
            if rest == 0 && byte & 0x40 == 0 || rest == -1 && byte & 0x40 != 0 { return bytes + [byte] }
            bytes.append(byte | 0x80)
        }
    }
}
