// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRuntime

/// A runtime that was read, and what it tells of itself.
struct ToldRuntime: Sendable {
    /// The file, or the network.
    let source: String
    let specification: ChainSpecification
    let code: RuntimeCode
    let metadata: RuntimeMetadata

    init(_ specification: ChainSpecification, from source: String) throws {
        self.source = source
        self.specification = specification
        do {
            code = try RuntimeCode(specification.code)
            metadata = try code.metadata()
        } catch let error as RuntimeError {
            throw RuntimeError(error.code, "\(excerpt(source, limit: 1024)): \(error.reason)")
        } catch let error as ClientError {
            throw ClientError(error.code, "\(excerpt(source, limit: 1024)): \(error.reason)")
        }
    }

    /// The runtime as the readers of chains know it.
    var runtime: Runtime {
        let version = code.version
        return Runtime(
            specName: version.specName, specVersion: version.specVersion,
            transactionVersion: version.transactionVersion, metadata: metadata)
    }
}

extension RuntimeCode {
    /// How far a question about the runtime itself may go: some hundred times what those of real chains take.
    private static let fuel: UInt64 = 3_000_000_000

    /// What the runtime says of its types, calls and storage: in version 15 where it knows that, or else in its usual one.
    fileprivate func metadata() throws -> RuntimeMetadata {
        var overlay = StorageOverlay(over: StateTrie())
        let environment = CallEnvironment(fuel: Self.fuel)
        do {
            if exports("Metadata_metadata_at_version") {
                let answer = try call(
                    "Metadata_metadata_at_version", UInt32(15).scaleEncoded, on: &overlay, environment: environment)
                if let newer = try [UInt8]?(scale: answer) { return try RuntimeMetadata(newer) }
            }
            let answer = try call("Metadata_metadata", on: &overlay, environment: environment)
            return try RuntimeMetadata(try [UInt8](scale: answer))
        } catch let error as ScaleError {
            throw RuntimeError(.invalidAnswer, "its metadata cannot be read: \(error.reason)")
        }
    }

    /// The interfaces that the runtime has, with the functions of each, in order of their names.
    var interfaces: [RuntimeInterface] { interfaces(named: interfaceNames) }

    /// The names of interfaces by their ids, as far as functions are exported.
    var interfaceNames: [[UInt8]: String] {
        Dictionary(functionsByInterface.keys.map { (Hashing.blake2b64(Array($0.utf8)), $0) }) { first, _ in first }
    }

    private var functionsByInterface: [String: [String]] {
        var functions: [String: [String]] = [:]
        for export in exports {
            guard let dash = export.firstIndex(of: "_") else { continue }
            functions[String(export[..<dash]), default: []].append(String(export[export.index(after: dash)...]))
        }
        return functions
    }

    /// As ``interfaces``, by the names that are known from elsewhere.
    func interfaces(named names: [[UInt8]: String]) -> [RuntimeInterface] {
        let functions = functionsByInterface
        return version.interfaces.map { interface in
            let name = names[interface.id]
            return RuntimeInterface(
                name: name ?? interface.id.hex, version: interface.version,
                functions: name.flatMap { functions[$0] } ?? [])
        }.sorted { $0.name < $1.name }
    }
}

/// An interface of a runtime: functions that a node may call.
struct RuntimeInterface: Hashable, Sendable {
    /// Of one without functions the id, in hex: there is nothing to know its name by.
    let name: String
    let version: UInt32
    let functions: [String]
}
