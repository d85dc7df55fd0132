// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives

extension ChainSpecification {
    /// The state before the first block: as the file has it, or as `runtime` builds it.
    ///
    /// - Parameter runtime: The runtime of this specification's code.
    /// - Throws: ``RuntimeError`` where there is neither.
    public func genesisState(
        builtBy runtime: RuntimeCode, environment: CallEnvironment = CallEnvironment(over: StateTrie())
    ) throws(RuntimeError) -> GenesisState {
        switch genesis {
        case .raw(let state): return state
        case .built(let text, let isWhole):
            var configuration = try SpecificationJSON(text)
            if !isWhole {
                guard let preset = try runtime.genesisPreset(nil, environment: environment) else {
                    throw RuntimeError(
                        .invalidSpecification, "the runtime has no configuration of its own to be changed")
                }
                configuration = try SpecificationJSON(preset).merging(configuration)
            }
            return try runtime.genesisState(from: configuration.text, environment: environment)
        case .none:
            throw RuntimeError(
                .invalidSpecification,
                "the file is a runtime alone: the state before its first block has to come from elsewhere")
        }
    }
}

extension RuntimeCode {
    /// The names of the configurations that the runtime brings for a new chain, such as `development`.
    public func genesisPresets(environment: CallEnvironment = CallEnvironment(over: StateTrie())) throws(RuntimeError)
        -> [String]
    {
        let method = "GenesisBuilder_preset_names"
        guard exports(method) else { return [] }
        var overlay = StorageOverlay(over: StateTrie())
        return try decode(try call(method, on: &overlay, environment: environment), of: method)
    }

    /// A configuration that the runtime brings for a new chain, in JSON; nil when there is none of this name.
    ///
    /// - Parameter name: Nil for the one that every such runtime has.
    public func genesisPreset(
        _ name: String?, environment: CallEnvironment = CallEnvironment(over: StateTrie())
    ) throws(RuntimeError) -> [UInt8]? {
        var overlay = StorageOverlay(over: StateTrie())
        let method = "GenesisBuilder_get_preset"
        if exports(method) {
            return try decode(try call(method, name.scaleEncoded, on: &overlay, environment: environment), of: method)
        }
        let older = "GenesisBuilder_create_default_config"
        guard exports(older) else { throw Self.buildsNoGenesis(version) }
        guard name == nil else { return nil }
        return try decode(try call(older, on: &overlay, environment: environment), as: [UInt8].self, of: older)
    }

    /// The state before the first block that the runtime makes of a whole configuration in JSON.
    public func genesisState(
        from configuration: [UInt8], environment: CallEnvironment = CallEnvironment(over: StateTrie())
    ) throws(RuntimeError) -> GenesisState {
        let methods = ["GenesisBuilder_build_state", "GenesisBuilder_build_config"]
        guard let method = methods.first(where: exports) else { throw Self.buildsNoGenesis(version) }
        var overlay = StorageOverlay(over: StateTrie())
        let answer = try call(method, configuration.scaleEncoded, on: &overlay, environment: environment)
        if let complaint = try decode(answer, as: Complaint.self, of: method).text {
            throw RuntimeError(
                .invalidSpecification, "the runtime does not take this configuration: \(excerpt(complaint, limit: 400))"
            )
        }
        let changes = overlay.changes
        var state = GenesisState(top: changes.top.compactMapValues { $0 })
        state.children = changes.children.mapValues { entries in entries.compactMapValues { $0 } }
        state.top[GenesisState.codeKey] = bytes
        return state
    }

    private static func buildsNoGenesis(_ version: RuntimeCode.Version) -> RuntimeError {
        RuntimeError(
            .invalidSpecification,
            "the runtime \(excerpt(version.specName)) \(version.specVersion) builds no genesis: a raw specification is needed"
        )
    }
}

/// `Result<(), String>`.
private struct Complaint: ScaleDecodable {
    let text: String?

    init(from reader: inout ScaleReader) throws(ScaleError) {
        text = try reader.readByte() == 0 ? nil : try reader.readText()
    }
}
