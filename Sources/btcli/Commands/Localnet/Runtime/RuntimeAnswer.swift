// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SubstrateClient
import SubstratePrimitives
import SubstrateRuntime
import SubtensorClient

/// What a runtime is, and how much each of its pallets has.
struct RuntimeAnswer: TableAnswer {
    let title: String
    let summary: [Fact]
    let table: DataTable
    let emptyText = "The runtime has no pallets."
    let rowsName = "pallets"

    init(_ told: ToldRuntime) {
        title = "Runtime \(told.code.version.specVersion)"
        summary = Self.chain(told) + Self.version(told) + Self.rules(told)
        var table = DataTable([
            .number("index", "No."), .text("pallet", "Pallet"), .number("calls", "Calls"),
            .number("storage", "Storage"),
            .number("events", "Events"), .number("errors", "Errors"), .number("constants", "Constants"),
        ])
        let metadata = told.metadata
        for pallet in metadata.pallets {
            let counts = [
                metadata.variants(pallet.calls).count, pallet.storage?.items.count ?? 0,
                metadata.variants(pallet.event).count, metadata.variants(pallet.error).count, pallet.constants.count,
            ]
            table.add([.integer(pallet.index), .text(pallet.name)] + counts.map { .integer($0) })
        }
        self.table = table
    }

    private static func chain(_ told: ToldRuntime) -> [Fact] {
        let genesis: CellValue =
            switch told.specification.genesis {
            case .raw(let state): CellValue(.string("raw"), text: "raw, of \(state.top.count) entries")
            case .built: CellValue(.string("built"), text: "built by the runtime")
            case .none: .none
            }
        return [
            Fact("source", "Runtime", .text(told.source)),
            Fact("chain", "Chain", .text(orNone: told.specification.name)),
            Fact("genesis", "First block", genesis),
        ]
    }

    private static func version(_ told: ToldRuntime) -> [Fact] {
        let (code, version) = (told.code, told.code.version)
        return [
            Fact("spec_name", "Name", .text(version.specName)),
            Fact("spec_version", "Spec version", .integer(version.specVersion)),
            Fact("impl_name", "Implementation", .text(version.implName)),
            Fact("impl_version", "Implementation version", .integer(version.implVersion)),
            Fact("authoring_version", "Authoring version", .integer(version.authoringVersion)),
            Fact("transaction_version", "Transaction version", .integer(version.transactionVersion)),
            Fact("system_version", "System version", .integer(version.systemVersion)),
            Fact("state_version", "State version", .integer(version.stateVersion.rawValue)),
            Fact("byte_count", "Bytes", .integer(code.bytes.count)),
            Fact("unpacked_byte_count", "Bytes unpacked", .integer(told.code.unpackedByteCount)),
            Fact("hash", "BLAKE2b-256", .text(code.hash.hex)),
        ]
    }

    private static func rules(_ told: ToldRuntime) -> [Fact] {
        let extensions = told.metadata.extrinsic.extensions.map { CellValue.text($0.identifier) }
        let interfaces = told.code.interfaces.map { interface in
            CellValue(
                [
                    "name": .string(interface.name), "version": .integer(Int(interface.version)),
                    "functions": .array(interface.functions.map { .string($0) }),
                ], text: "\(interface.name) \(interface.version)")
        }
        let missing = told.code.missingHostFunctions.map { CellValue.text($0) }
        return [
            Fact("rules_of_work", "Work", work(told.runtime)),
            Fact("has_faucet", "Faucet", .yesNo(told.metadata.hasCall("SubtensorModule", "faucet"))),
            Fact("transaction_extensions", "Extensions", .list(extensions)),
            Fact("runtime_apis", "Runtime APIs", .list(interfaces)),
            Fact(
                "missing_host_functions", "Not here",
                missing.isEmpty ? .list([]).told(as: "nothing that it asks for") : .list(missing)),
        ]
    }

    /// How it takes work for a registration; for scripts null where it takes none.
    private static func work(_ runtime: Runtime) -> CellValue {
        do throws(BittensorError) {
            guard runtime.metadata.pallets.contains(where: { $0.name == "SubtensorModule" }) else {
                return CellValue(.null, text: "none: it is no subtensor")
            }
            let rules = try RulesOfWork(for: .registration(1), runtime: runtime)
            return CellValue(
                [
                    "call": .string(rules.call), "scheme": .string(rules.scheme.rawValue),
                    "order": .string(rules.order.rawValue), "signer": .string(rules.signer.rawValue),
                    "warning": .string(orNull: rules.warning),
                ],
                text: "\(rules.call), seals read \(rules.order.rawValue)-endian, signed by the \(rules.signer.rawValue)"
                    + (rules.warning.map { " (\($0))" } ?? ""))
        } catch {
            return CellValue(.null, text: error.reason)
        }
    }
}
