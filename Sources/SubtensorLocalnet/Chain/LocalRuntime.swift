import ScaleCodec
import SubstrateClient

/// The embedded chain's runtime: its declarations as metadata, and the rules that it follows.
struct LocalRuntime: Sendable {
    let rules: RuleSet
    let isDifficultyPinned: Bool
    let version: RuntimeVersion
    let metadata: RuntimeMetadata
    /// The metadata in version 14, as `state_getMetadata` returns it.
    let metadataBytes: [UInt8]
    /// The same in version 15, which names the runtime APIs.
    let metadataBytes15: [UInt8]

    init(rules: RuleSet, isDifficultyPinned: Bool, blockTime: Duration = .seconds(12)) throws(ClientError) {
        self.rules = rules
        self.isDifficultyPinned = isDifficultyPinned
        version = RuntimeVersion(specName: "node-subtensor", specVersion: rules.specVersion, transactionVersion: 1)
        let declaration = RuntimeDeclaration(
            pallets: [
                SystemPallet.declaration, TimestampPallet.declaration(blockTime: blockTime), BalancesPallet.declaration,
                TransactionPaymentPallet.declaration, SubtensorPallet.declaration(rules), UtilityPallet.declaration,
                SudoPallet.declaration, AdminUtilsPallet.declaration(rules),
            ], extensions: Self.extensions(rules), runtimeAPIs: Self.runtimeAPIs)
        do {
            let (metadata, runtimeType) = try declaration.metadata()
            self.metadata = metadata
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

    /// The functions that `state_call` runs.
    private static let runtimeAPIs: [(name: String, functions: [FunctionDeclaration])] = [
        (
            "Metadata",
            [
                FunctionDeclaration("metadata", output: "Vec<u8>"),
                FunctionDeclaration("metadata_at_version", ["version": "u32"], output: "Option<Vec<u8>>"),
                FunctionDeclaration("metadata_versions", output: "Vec<u32>"),
            ]
        ),
        (
            "AccountNonceApi",
            [FunctionDeclaration("account_nonce", ["account": "AccountId32"], output: "u32")]
        ),
        (
            "TransactionPaymentApi",
            [
                // The extrinsic stands as it is, without a byte count of its own.
                FunctionDeclaration(
                    "query_info", ["uxt": "UncheckedExtrinsic", "len": "u32"], output: "RuntimeDispatchInfo")
            ]
        ),
    ]

    /// A failure as the runtime's `DispatchError`.
    func errorValue(_ failure: DispatchFailure) -> Value {
        if let name = failure.pallet, let pallet = try? metadata.pallet(name), let type = pallet.error,
            case .variant(let errors)? = try? metadata.types.type(type).shape,
            let error = errors.first(where: { $0.name == failure.name })
        {
            let module = Value.record([
                .init("index", .number(pallet.index)), .init("error", .bytes([error.index, 0, 0, 0])),
            ])
            return .variant("Module", [.init(nil, module)])
        }
        let parts = failure.name.split(separator: ".", maxSplits: 1).map(String.init)
        return parts.count == 2 ? .variant(parts[0], .variant(parts[1])) : .variant(failure.name, [])
    }
}
