// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubtensorClient

/// Something of a runtime that can be read by its name.
struct QueryTarget: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case storage(StorageMetadata)
        case constant(PalletMetadata.Constant)
        case function(RuntimeAPIMetadata.Method)
    }

    /// The pallet or the runtime API.
    let home: String
    let name: String
    let kind: Kind

    /// How it is written: `SubtensorModule.Tempo`.
    var fullName: String { "\(home).\(name)" }

    var kindName: String {
        switch kind {
        case .storage(let item): item.hashers.isEmpty ? "storage" : "map"
        case .constant: "constant"
        case .function: "function"
        }
    }

    /// What it takes and gives: `(u16) → u16`.
    func signature(_ types: TypeRegistry) -> String {
        switch kind {
        case .storage(let item):
            (item.keys.isEmpty ? "" : "(\(item.keys.map(types.name).joined(separator: ", "))) → ")
                + types.name(item.value)
        case .constant(let constant): types.name(constant.type)
        case .function(let method):
            "(\(method.inputs.map { "\($0.name): \(types.name($0.type))" }.joined(separator: ", "))) → "
                + types.name(method.output)
        }
    }

    var docs: String {
        let lines =
            switch kind {
            case .storage(let item): item.docs
            case .constant(let constant): constant.docs
            case .function(let method): method.docs
            }
        return lines.flatMap { $0.split(separator: " ") }.joined(separator: " ")
    }
}

extension QueryTarget {
    /// Everything of a runtime that can be read by name.
    static func all(in metadata: RuntimeMetadata) -> [QueryTarget] {
        metadata.pallets.flatMap { pallet in
            (pallet.storage?.items ?? []).map { QueryTarget(home: pallet.name, name: $0.name, kind: .storage($0)) }
                + pallet.constants.map { QueryTarget(home: pallet.name, name: $0.name, kind: .constant($0)) }
        }
            + metadata.apis.flatMap { api in
                api.methods.map { QueryTarget(home: api.name, name: $0.name, kind: .function($0)) }
            }
    }

    /// The one thing that a person's name means, which may be two words: a pallet or API, and what is meant of it.
    ///
    /// - Parameter next: the word behind it, if there is one.
    /// - Returns: whether that word is part of the name, too.
    static func named(
        _ text: String, before next: String?, in metadata: RuntimeMetadata
    ) throws(QueryError) -> (target: QueryTarget, isTwoWords: Bool) {
        let wanted = text.comparable
        let homes = metadata.pallets.map(\.name) + metadata.apis.map(\.name)
        guard let home = homes.first(where: { $0.comparable == wanted }),
            !all(in: metadata).contains(where: { $0.name.comparable == wanted })
        else { return (try named(text, in: metadata), false) }
        guard let next else {
            throw QueryError(
                .unknownName,
                "\(home) has many things: name one, as \(home).NAME; 'btcli query --list \(home)' shows them")
        }
        return (try named("\(home).\(next)", in: metadata), true)
    }

    /// The one thing that a person's name means, in any spelling, with or without its pallet or API.
    ///
    /// A bare name that several have is SubtensorModule's storage, if that is one of them.
    static func named(_ text: String, in metadata: RuntimeMetadata) throws(QueryError) -> QueryTarget {
        let targets = all(in: metadata)
        let wanted = text.comparable
        var found = targets.filter { $0.fullName.comparable == wanted }
        if found.isEmpty { found = targets.filter { $0.name.comparable == wanted } }
        let preferred = found.filter { target in
            if case .storage = target.kind { target.home == "SubtensorModule" } else { false }
        }
        if found.count > 1, let first = preferred.first { found = [first] }
        guard let target = found.first, !wanted.isEmpty else {
            let names = targets.flatMap { [$0.name, $0.fullName] }
            let hint = NearestName.of(text, in: names).map { ", did you mean \($0)?" } ?? metadata.embeddedNote
            throw QueryError(
                .unknownName, "this runtime has nothing called \(excerpt(text))\(hint); see 'btcli query --list'")
        }
        guard found.count == 1 else {
            throw QueryError(
                .ambiguousName,
                "\(excerpt(text)) may be \(found.map(\.fullName).joined(separator: " or ")): give the whole name")
        }
        return target
    }
}

/// A name that leads to nothing, or to several things.
struct QueryError: CodedError, ReportableError {
    enum Code: Hashable, Sendable {
        case unknownName
        case ambiguousName
    }

    let code: Code
    let reason: String
    let origin: ErrorOrigin
    var exitStatus: ExitStatus { .config }

    init(_ code: Code, _ reason: String, fileID: StaticString = #fileID, line: UInt = #line) {
        self.code = code
        self.reason = reason
        origin = ErrorOrigin(fileID: fileID, line: line)
    }
}
