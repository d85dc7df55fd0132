// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient

/// The embedded chain's runtime: its declarations as metadata, and the rules that it follows.
struct LocalRuntime: Sendable {
    let rules: RuleSet
    let isDifficultyPinned: Bool
    /// Whether it has the pallet MevShield.
    let takesEncrypted: Bool
    /// Whether subnets begin with weights committed first.
    let startsWithCommitReveal: Bool
    /// The time between two blocks, in milliseconds.
    let blockTime: UInt64
    let version: RuntimeVersion
    let metadata: RuntimeMetadata
    /// The metadata in version 14, as `state_getMetadata` returns it.
    let metadataBytes: [UInt8]
    /// The same in version 15, which names the runtime APIs.
    let metadataBytes15: [UInt8]
    /// The storage items by the bytes with which their keys begin.
    private let storage: [[UInt8]: StorageDeclaration]
    /// The calls by pallet and name: `Balances.transfer_all`.
    let calls: [String: CallDeclaration]
    /// The runtime API functions by their names in `state_call`: `Metadata_metadata`.
    let functions: [String: (method: RuntimeAPIMetadata.Method, answer: FunctionDeclaration.Answer)]
    /// The digest of the metadata; nil when the runtime is built without it.
    let metadataHash: MetadataHash?

    init(
        rules: RuleSet, isDifficultyPinned: Bool, startsWithCommitReveal: Bool = true,
        blockTime: Duration = .seconds(12), knowsMetadataHash: Bool = true, takesEncrypted: Bool = false
    ) throws(ClientError) {
        self.rules = rules
        self.isDifficultyPinned = isDifficultyPinned
        self.takesEncrypted = takesEncrypted
        self.startsWithCommitReveal = startsWithCommitReveal
        self.blockTime = UInt64(max(0, blockTime / .milliseconds(1)))
        version = RuntimeVersion(
            specName: RuntimeFamily.embedded.rawValue, specVersion: rules.specVersion, transactionVersion: 1)
        let declaration = RuntimeDeclaration(
            pallets: Self.pallets(rules, blockTime: blockTime) + (takesEncrypted ? [ShieldPallet.declaration] : []),
            extensions: Self.extensions(rules), runtimeAPIs: Self.apis(rules))
        storage = Dictionary(
            declaration.pallets.flatMap(\.storage).map { ($0.prefix, $0) }, uniquingKeysWith: { first, _ in first })
        calls = Dictionary(
            declaration.pallets.flatMap { pallet in
                pallet.calls.map { ("\(pallet.name).\($0.shape.name)", $0) }
            }, uniquingKeysWith: { first, _ in first })
        do {
            let (metadata, runtimeType) = try declaration.metadata()
            self.metadata = metadata
            metadataHash = knowsMetadataHash ? MetadataHash(metadata, version) : nil
            functions = Dictionary(
                zip(declaration.runtimeAPIs, metadata.apis).flatMap { api, described in
                    zip(api.functions, described.methods).map {
                        ("\(api.name)_\($0.name)", (method: $1, answer: $0.answer))
                    }
                }, uniquingKeysWith: { first, _ in first })
            metadataBytes = try metadata.encodedVersion14(runtimeType: runtimeType)
            metadataBytes15 = try metadata.encodedVersion15(runtimeType: runtimeType)
        } catch let error as ScaleError {
            throw ClientError(.unsupportedMetadata, "the embedded chain's declarations are wrong: \(error.reason)")
        } catch let error as ClientError {
            throw error
        } catch {
            throw ClientError(.unsupportedMetadata, "\(error)")
        }
    }

    private static func pallets(_ rules: RuleSet, blockTime: Duration) -> [PalletDeclaration] {
        [
            SystemPallet.declaration(LocalVersion(rules)), TimestampPallet.declaration(blockTime: blockTime),
            AuraPallet.declaration(blockTime: blockTime), BalancesPallet.declaration,
            TransactionPaymentPallet.declaration, SubtensorPallet.declaration(rules),
        ]
            + SenatePallets.declarations
            + [
                UtilityPallet.declaration, SudoPallet.declaration, MultisigPallet.declaration, ProxyPallet.declaration,
                CommitmentsPallet.declaration, AdminUtilsPallet.declaration(rules), DrandPallet.declaration,
            ]
    }

    /// The names of what it stores, with their pallets: `SubtensorModule.Tempo`.
    static func storageNames(_ rules: RuleSet) -> [String] {
        pallets(rules, blockTime: .seconds(12)).flatMap { pallet in pallet.storage.map { "\(pallet.name).\($0.name)" } }
    }

    /// The calls that it takes, with the names of their arguments: `SubtensorModule.add_stake`.
    static func calls(_ rules: RuleSet) -> [(name: String, arguments: [String])] {
        pallets(rules, blockTime: .seconds(12)).flatMap { pallet in
            pallet.calls.map { ("\(pallet.name).\($0.shape.name)", $0.shape.fields.compactMap(\.name)) }
        }
    }

    /// The transaction extensions of the imitated runtimes, in order: eleven up to spec 394, thirteen from 395 on.
    private static func extensions(_ rules: RuleSet) -> [(name: String, extra: String, additional: String)] {
        let system = [
            ("CheckNonZeroSender", "()", "()"), ("CheckSpecVersion", "()", "u32"), ("CheckTxVersion", "()", "u32"),
            ("CheckGenesis", "()", "H256"), ("CheckMortality", "Era", "H256"),
            ("CheckNonce", "Compact<u32>", "()"), ("CheckWeight", "()", "()"),
            ("ChargeTransactionPayment", "Compact<u64>", "()"),
        ]
        let between =
            rules.registerChecksWork
            ? ["SubtensorTransactionExtension", "DrandPriority"]
            : [
                "SudoTransactionExtension", "CheckShieldedTxValidity", "SubtensorTransactionExtension", "DrandPriority",
            ]
        return system + between.map { ($0, "()", "()") } + [
            ("CheckMetadataHash", "CheckMetadataHash", "Option<[u8; 32]>")
        ]
    }

    /// The APIs whose functions `state_call` runs.
    static func apis(_ rules: RuleSet) -> [RuntimeAPIDeclaration] {
        NodeAPIs.declarations
            + [TransactionQueueAPI.declaration, NeuronInfoAPI.declaration, SubnetInfoAPI.declaration(rules)]
            + StakeInfoAPI.declarations(rules)
    }

    /// Whether this runtime could have stored this.
    func accepts(key: [UInt8], value: [UInt8]) -> Bool { storage[Array(key.prefix(32))]?.accepts(value) ?? false }

    /// The value of a storage item in the encoding that the metadata describes.
    func encode(_ value: ScaleValue, as item: some DeclaredItem) throws -> [UInt8] {
        let declaration = item.declaration
        return try metadata.types.encode(
            value, as: metadata.storage(declaration.pallet, declaration.name).value)
    }

    func decode(_ bytes: [UInt8], as item: some DeclaredItem) throws -> ScaleValue {
        let declaration = item.declaration
        return try metadata.types.decode(bytes, as: metadata.storage(declaration.pallet, declaration.name).value)
    }

    /// A failure in the encoding of `DispatchError`, as the event of a failed extrinsic carries it.
    func encodedError(_ failure: DispatchFailure) -> [UInt8] {
        guard let events = try? metadata.pallet("System").event,
            case .variant(let cases)? = try? metadata.types.type(events).shape,
            let type = cases.first(where: { $0.name == "ExtrinsicFailed" })?.fields.first?.type,
            let bytes = try? metadata.types.encode(errorValue(failure), as: type)
        else { preconditionFailure("System.ExtrinsicFailed carries a DispatchError") }
        return bytes
    }

    /// A failure as the runtime's `DispatchError`.
    func errorValue(_ failure: DispatchFailure) -> ScaleValue {
        if let name = failure.pallet, let pallet = try? metadata.pallet(name), let type = pallet.error,
            case .variant(let errors)? = try? metadata.types.type(type).shape,
            let error = errors.first(where: { $0.name == failure.name })
        {
            let module = ScaleValue.record([
                .init("index", .number(pallet.index)), .init("error", .bytes([error.index, 0, 0, 0])),
            ])
            return .variant("Module", [.init(nil, module)])
        }
        // A name that this rule set's pallet does not have.
        guard failure.pallet == nil else { return .variant("Other", []) }
        let parts = failure.name.split(separator: ".", maxSplits: 1).map(String.init)
        return parts.count == 2 ? .variant(parts[0], .variant(parts[1])) : .variant(failure.name, [])
    }
}
