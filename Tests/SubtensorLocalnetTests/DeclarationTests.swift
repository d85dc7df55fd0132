// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import TestVectors
import Testing

@testable import SubtensorLocalnet

@Suite("Declarations against recorded metadata")
struct DeclarationTests {
    static let recorded = ["metadata-v14-spec293.bin", "metadata-v14-spec343.bin"]

    static func recorded(_ name: String) throws -> RuntimeMetadata {
        try RuntimeMetadata(VectorFile.bytes("metadata/" + name))
    }

    @Test("storage items that the real runtime has are keyed and typed like its own", arguments: recorded)
    func storage(file: String) throws {
        let (real, ours) = (try Self.recorded(file), try Self.ours(.registerLittleEndian))
        var compared = 0
        for pallet in ours.pallets {
            for item in pallet.storage?.items ?? [] {
                guard let other = try? real.storage(pallet.name, item.name) else { continue }
                let name = "\(pallet.name).\(item.name)"
                #expect(item.hashers == other.hashers, "\(name)")
                #expect(item.modifier == other.modifier, "\(name)")
                let keys = (item.keys.map(ours.types.name), other.keys.map(real.types.name))
                #expect(keys.0.map(Self.withoutParameters) == keys.1.map(Self.withoutParameters), "\(name)")
                if item.name != "Events" {
                    // Ours are not generic.
                    let (mine, theirs) = (ours.types.name(item.value), real.types.name(other.value))
                    #expect(Self.withoutParameters(mine) == Self.withoutParameters(theirs), "\(name)")
                }
                if item.modifier == .default, file.contains("343") {
                    #expect(item.fallback == other.fallback, "\(name)")
                }
                compared += 1
            }
        }
        #expect(compared > 100)
    }

    @Test("calls and events that a real runtime has carry its numbers and arguments")
    func calls() throws {
        let ours = try Self.ours(.registerLittleEndian)
        let runtimes = try ["metadata-v14-spec343.bin", "metadata-v14-spec293.bin", "metadata-v14-spec218.bin"].map(
            Self.recorded)
        for pallet in ours.pallets {
            let kinds: [KeyPath<PalletMetadata, TypeID?>] = [\.calls, \.event]
            for kind in kinds {
                for variant in try Self.variants(ours, pallet[keyPath: kind])
                where !Self.unrecorded.contains(variant.name) {
                    let name = "\(pallet.name).\(variant.name)"
                    // The newest runtime that has it decides.
                    var found: (runtime: RuntimeMetadata, variant: TypeDefinition.Variant)?
                    for real in runtimes where found == nil {
                        let other = try? real.pallet(pallet.name)
                        let match = try Self.variants(real, other?[keyPath: kind]).first { $0.name == variant.name }
                        found = match.map { (real, $0) }
                    }
                    let match = try #require(found, "\(name)")
                    #expect(variant.index == match.variant.index, "\(name)")
                    #expect(variant.fields.map(\.name) == match.variant.fields.map(\.name), "\(name)")
                    #expect(
                        Self.typeNames(variant, ours) == Self.typeNames(match.variant, match.runtime), "\(name)")
                }
            }
        }
    }

    /// Calls of runtimes that no metadata is recorded of.
    private static let unrecorded: Set = ["set_root_weights"]

    @Test("runtime API functions and the structs that they answer with are the real ones")
    func runtimeAPIs() throws {
        let ours = try Self.ours(.registerLittleEndian)
        let real = try RuntimeMetadata(
            optionOpaque: VectorFile.bytes("metadata/metadata-v15-spec343.option-opaque.bin"))
        for api in ours.apis where !["Metadata", "TransactionPaymentApi"].contains(api.name) {
            let other = try #require(real.apis.first { $0.name == api.name }, "\(api.name)")
            for method in api.methods {
                let name = "\(api.name).\(method.name)"
                let match = try #require(other.methods.first { $0.name == method.name }, "\(name)")
                #expect(method.inputs.map(\.name) == match.inputs.map(\.name), "\(name)")
                // An extrinsic is bytes, which real runtimes wrap once more.
                for (mine, theirs) in zip(method.inputs, match.inputs)
                where !ours.types.name(mine.type).hasPrefix("UncheckedExtrinsic") {
                    #expect(
                        try Self.layout(ours, mine.type) == Self.layout(real, theirs.type), "\(name): \(mine.name)")
                }
                #expect(try Self.layout(ours, method.output) == Self.layout(real, match.output), "\(name)")
            }
        }
    }

    /// A type written out down to its fields' names and primitives.
    private static func layout(_ metadata: RuntimeMetadata, _ id: TypeID, depth: Int = 0) throws -> String {
        guard depth < 12 else { return "…" }
        func inner(_ id: TypeID) throws -> String { try layout(metadata, id, depth: depth + 1) }
        let type = try metadata.types.type(id)
        switch type.shape {
        case .composite(let fields):
            let list = try fields.map { "\($0.name ?? "_"): \(try inner($0.type))" }
            return "\(type.name ?? ""){\(list.joined(separator: ", "))}"
        case .variant(let variants):
            return try variants.map { variant in
                "\(variant.index) \(variant.name)(\(try variant.fields.map { try inner($0.type) }))"
            }.joined(separator: " | ")
        case .sequence(let element): return "Vec<\(try inner(element))>"
        case .array(let count, let element): return "[\(try inner(element)); \(count)]"
        case .tuple(let parts): return "(\(try parts.map(inner)))"
        case .primitive(let primitive): return "\(primitive)"
        case .compact(let value): return "Compact<\(try inner(value))>"
        case .bitSequence: return "bits"
        }
    }

    @Test(
        "errors have the real numbers",
        arguments: zip([RuleSet.registerBigEndian, .registerLittleEndian], recorded))
    func errors(rules: RuleSet, file: String) throws {
        let (real, ours) = (try Self.recorded(file), try Self.ours(rules))
        for pallet in ours.pallets {
            guard let other = try? real.pallet(pallet.name) else { continue }
            for variant in try Self.variants(real, other.error) {
                guard let mine = try Self.variants(ours, pallet.error).first(where: { $0.name == variant.name }) else {
                    continue
                }
                #expect(mine.index == variant.index, "\(pallet.name).\(variant.name)")
            }
        }
    }

    @Test("every rule set's metadata reads back as it was written", arguments: RuleSet.allCases)
    func roundTrip(rules: RuleSet) throws {
        let runtime = try LocalRuntime(rules: rules, isDifficultyPinned: false)
        let read = try RuntimeMetadata(runtime.metadataBytes)
        #expect(read.pallets == runtime.metadata.pallets)
        #expect(read.types == runtime.metadata.types)
        #expect(read.extrinsic == runtime.metadata.extrinsic)
        #expect(read.hasCall("SubtensorModule", "pow_register") == (rules == .powRegister))
        #expect(read.extrinsic.extensions.count == (rules.registerChecksWork ? 11 : 13))
    }

    @Test("accounts are type 0, as the Python clients take for granted", arguments: RuleSet.allCases)
    func accountsFirst(rules: RuleSet) throws {
        #expect(try Self.ours(rules).types.type(0).name == "AccountId32")
        #expect(try Self.recorded("metadata-v14-spec343.bin").types.type(0).name == "AccountId32")
    }

    @Test("the extensions up to spec 394 are the real ones")
    func extensions() throws {
        let (real, ours) = (try Self.recorded("metadata-v14-spec343.bin"), try Self.ours(.registerLittleEndian))
        #expect(ours.extrinsic.extensions.map(\.identifier) == real.extrinsic.extensions.map(\.identifier))
    }

    private static func ours(_ rules: RuleSet) throws -> RuntimeMetadata {
        try LocalRuntime(rules: rules, isDifficultyPinned: false).metadata
    }

    private static func variants(_ metadata: RuntimeMetadata, _ id: TypeID?) throws -> [TypeDefinition.Variant] {
        guard let id, case .variant(let variants) = try metadata.types.type(id).shape else { return [] }
        return variants
    }

    /// Names of field types; outer enumerations are called differently in every runtime.
    private static func typeNames(_ variant: TypeDefinition.Variant, _ metadata: RuntimeMetadata) -> [String] {
        variant.fields.map { metadata.types.name($0.type) }.map { name in
            if name.hasPrefix("BoundedVec") {
                withoutParameters(name)
            } else if name.hasPrefix("MultiAddress") {
                "MultiAddress"
            } else if name.hasPrefix("Result") {
                "Result"
            } else {
                name
            }
        }
    }

    /// Ours are not generic.
    private static func withoutParameters(_ name: String) -> String {
        var name = name
        for generic in [
            "AccountInfo", "FixedU128", "FixedI128", "BoundedVec", "CommitmentInfo", "Registration", "Votes",
            "RateLimitKey",
        ] {
            guard let start = name.range(of: generic + "<"), let end = name.lastIndex(of: ">") else { continue }
            name.replaceSubrange(start.lowerBound...end, with: generic)
        }
        return name
    }
}
