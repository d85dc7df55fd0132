// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient

// What a runtime has of the table, and beyond it.

extension Hyperparameter {
    static let pallet = "AdminUtils"
    static let callPrefix = "sudo_set_"

    /// A call that sets a parameter, as the runtime describes it.
    struct SettingCall: Sendable {
        let pallet: String
        let variant: TypeDefinition.Variant

        /// Nil for a call that is about no subnet.
        fileprivate init?(_ pallet: String, _ name: String, in metadata: RuntimeMetadata) {
            guard let variant = try? metadata.call(pallet, name), variant.fields.count > 1,
                variant.fields.first?.name == "netuid"
            else { return nil }
            self.pallet = pallet
            self.variant = variant
        }
    }

    /// The parameters that the connected runtime knows, those that the Python tools show first.
    public static func all(on subtensor: Subtensor) -> [Hyperparameter] { all(in: subtensor.client.runtime.metadata) }

    /// The parameter that a name means on the connected runtime; nil where it has none that can be set or read.
    public static func named(_ name: String, on subtensor: Subtensor) -> Hyperparameter? {
        named(name, in: subtensor.client.runtime.metadata)
    }

    /// Who sets it on the connected runtime.
    public func authority(on subtensor: Subtensor) -> Authority { authority(in: subtensor.client.runtime.metadata) }

    static func all(in metadata: RuntimeMetadata) -> [Hyperparameter] {
        let known = all.filter { $0.isListed && ($0.call(in: metadata) != nil || $0.isRead(in: metadata)) }
        let calls = Set(all.flatMap(\.calls))
        let more = ((try? metadata.callNames(of: pallet)) ?? []).filter {
            $0.hasPrefix(callPrefix) && !calls.contains($0)
        }
        return known + more.compactMap { named(String($0.dropFirst(callPrefix.count)), in: metadata) }
    }

    static func named(_ name: String, in metadata: RuntimeMetadata) -> Hyperparameter? {
        if let known = named(name) {
            return known.call(in: metadata) != nil || known.isRead(in: metadata) ? known : nil
        }
        let name = written(name)
        return SettingCall(pallet, callPrefix + name, in: metadata).flatMap { Hyperparameter(name, $0, metadata) }
    }

    private func isRead(in metadata: RuntimeMetadata) -> Bool {
        queries(0).contains { metadata.hasStorage($0.pallet, $0.item) }
    }

    /// The call by which an owner, or the root, sets it; nil where there is none.
    ///
    /// The owner's own calls came with spec 423. In runtimes that have collateral they are still there, cost a fee, report
    /// success and change nothing: there, `AdminUtils` serves both.
    func call(in metadata: RuntimeMetadata, asRoot: Bool = false) -> SettingCall? {
        let admin = calls.lazy.compactMap { SettingCall(Self.pallet, $0, in: metadata) }.first
        guard let ownersCall, !metadata.hasCollateral, !asRoot || admin == nil else { return admin }
        return SettingCall("SubtensorModule", ownersCall, in: metadata) ?? admin
    }

    /// Who sets it on a runtime.
    func authority(in metadata: RuntimeMetadata) -> Authority {
        guard let call = call(in: metadata), authority != .nobody, replacement(in: metadata) == nil else {
            return .nobody
        }
        guard authority == .owner else { return authority }
        if metadata.hasCollateral { return .owner }
        if isOwnersSinceCollateral { return .root }
        if ownersCall != nil { return call.pallet == Self.pallet ? .root : .owner }
        // What it limits owners in is theirs, whatever the description says.
        if case .parameter(let name) = limit, metadata.limitsOwners(in: name) { return .owner }
        return call.variant.isForRoot ? .root : .owner
    }

    /// What to do where the call does nothing any more; nil where it does something.
    func replacement(in metadata: RuntimeMetadata) -> String? {
        if case .cutoff? = place, metadata.hasStorage("SubtensorModule", "ActivityCutoffFactorMilli") {
            return "it follows from tempo and activity_cutoff_factor: set that one"
        }
        if name == "network_pow_registration_allowed", !metadata.hasCollateral, metadata.hasDisabledWork {
            return "registration by work is switched off there for good"
        }
        return nil
    }

    /// A parameter of which only the runtime knows; nil for one that is no single value.
    private init?(_ name: String, _ call: SettingCall, _ metadata: RuntimeMetadata) {
        guard call.variant.fields.count == 2, let kind = metadata.types.kind(of: call.variant.fields[1].type) else {
            return nil
        }
        self.init(
            name: name, otherNames: [], unit: kind.unit, range: kind.range, calls: [Self.callPrefix + name],
            ownersCall: nil, authority: .owner, isOwnersSinceCollateral: false, isFrozen: false, limit: .none,
            place: nil)
    }
}

extension RuntimeMetadata {
    /// Whether it is one of the newest runtimes, in which the owner's calls of `SubtensorModule` do nothing any more.
    fileprivate var hasCollateral: Bool { hasCall(Hyperparameter.pallet, "sudo_set_activity_cutoff_factor") }

    /// Whether the runtime refuses to switch registration by work.
    fileprivate var hasDisabledWork: Bool {
        guard let errors = try? pallet(Hyperparameter.pallet).error,
            case .variant(let variants)? = try? types.type(errors).shape
        else { return false }
        return variants.contains { $0.name == "POWRegistrationDisabled" }
    }

    /// Whether the runtime keeps when an owner last set a parameter.
    fileprivate func limitsOwners(in name: String) -> Bool {
        let key = ScaleValue.variant("OwnerHyperparamUpdate", .number(UInt16(0)), .variant(name, []))
        return (try? storageKey("SubtensorModule", "LastRateLimitedBlock", values: [key])) != nil
    }

    fileprivate func callNames(of name: String) throws -> [String] {
        guard let calls = try pallet(name).calls, case .variant(let variants) = try types.type(calls).shape else {
            return []
        }
        return variants.map(\.name)
    }
}

extension TypeDefinition.Variant {
    /// Whether the runtime says that only its root may call it. The sentence is that of subtensor's sources, which are not
    /// always right: what is known better stands in the table.
    fileprivate var isForRoot: Bool {
        let words = docs.flatMap { $0.split(separator: " ") }.joined(separator: " ")
        guard let sentence = words.firstRange(of: "only callable by the root account") else { return false }
        let rest = words[sentence.upperBound...]
        return rest.isEmpty || rest.hasPrefix(".") || rest.hasPrefix(",")
    }
}

extension TypeRegistry {
    /// What a type of the runtime counts, and how far.
    fileprivate func kind(of id: TypeID) -> (unit: HyperparameterUnit, range: ClosedRange<Int128>)? {
        guard let definition = try? type(id) else { return nil }
        switch definition.shape {
        case .primitive(.bool): return (.flag, 0...1)
        case .primitive(.u8): return (.number, Hyperparameter.u8)
        case .primitive(.u16): return (.number, Hyperparameter.u16)
        case .primitive(.u32): return (.number, Hyperparameter.u32)
        case .primitive(.u64): return (.number, Hyperparameter.u64)
        case .primitive(.u128): return (.number, 0...Int128.max)
        case .primitive(.i16): return (.number, Int128(Int16.min)...Int128(Int16.max))
        case .primitive(.i32): return (.number, Int128(Int32.min)...Int128(Int32.max))
        case .primitive(.i64): return (.number, Int128(Int64.min)...Int128(Int64.max))
        case .composite where definition.name == "AccountId32": return (.account, 0...1)
        case .composite(let fields) where fields.count == 1 && fields[0].name != "bits": return kind(of: fields[0].type)
        case .variant(let cases) where !cases.isEmpty && cases.allSatisfy { $0.fields.isEmpty }:
            return (.choice(cases.sorted { $0.index < $1.index }.map(\.name)), 0...255)
        default: return nil
        }
    }
}
