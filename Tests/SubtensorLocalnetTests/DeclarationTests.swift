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
                #expect(item.keys.map(ours.types.name) == other.keys.map(real.types.name), "\(name)")
                if item.name != "Events" {
                    // Ours are not generic.
                    let theirs = real.types.name(other.value).replacing(
                        "AccountInfo<u32, AccountData<u64>>", with: "AccountInfo")
                    #expect(ours.types.name(item.value) == theirs, "\(name)")
                }
                if item.modifier == .default, file.contains("343") {
                    #expect(item.fallback == other.fallback, "\(name)")
                }
                compared += 1
            }
        }
        #expect(compared > 30)
    }

    @Test("calls and events have the real numbers and arguments")
    func calls() throws {
        let (real, ours) = (try Self.recorded("metadata-v14-spec343.bin"), try Self.ours(.registerLittleEndian))
        for pallet in ours.pallets {
            let other = try real.pallet(pallet.name)
            #expect(pallet.index == other.index)
            for (mine, theirs) in [(pallet.calls, other.calls), (pallet.event, other.event)] {
                guard let mine else { continue }
                let known = Dictionary(uniqueKeysWithValues: try Self.variants(real, theirs).map { ($0.name, $0) })
                for variant in try Self.variants(ours, mine) {
                    let match = try #require(known[variant.name], "\(pallet.name).\(variant.name)")
                    #expect(variant.index == match.index, "\(pallet.name).\(variant.name)")
                    #expect(variant.fields.map(\.name) == match.fields.map(\.name), "\(pallet.name).\(variant.name)")
                    #expect(
                        Self.typeNames(variant, ours) == Self.typeNames(match, real), "\(pallet.name).\(variant.name)")
                }
            }
        }
    }

    @Test(
        "errors have the real numbers",
        arguments: zip([RuleSet.registerBigEndian, .registerLittleEndian], recorded))
    func errors(rules: RuleSet, file: String) throws {
        let (real, ours) = (try Self.recorded(file), try Self.ours(rules))
        for pallet in ours.pallets {
            let known = try Self.variants(real, real.pallet(pallet.name).error)
            for variant in try Self.variants(ours, pallet.error) where !variant.name.hasPrefix("_") {
                #expect(
                    known.first { $0.name == variant.name }?.index == variant.index, "\(pallet.name).\(variant.name)")
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
            if name.hasPrefix("MultiAddress") {
                "MultiAddress"
            } else if name.hasPrefix("Result") {
                "Result"
            } else {
                name
            }
        }
    }
}
