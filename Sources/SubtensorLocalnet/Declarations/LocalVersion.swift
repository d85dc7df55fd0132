// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateRuntime

/// What the runtime says that it is: `state_getRuntimeVersion`, `System.Version` and `Core_version`.
struct LocalVersion: Sendable {
    static let implementation = "swift-bittensor"

    let rules: RuleSet

    init(_ rules: RuleSet) { self.rules = rules }

    /// A name of its own: it is a model of the runtime whose number it bears.
    var name: String { RuntimeFamily.embedded.rawValue }

    /// The runtime APIs by hash and version.
    var apis: [(id: [UInt8], version: UInt32)] { LocalRuntime.apis(rules).map { ($0.id, $0.version) } }

    var value: ScaleValue {
        .fields([
            "spec_name": .text(name), "impl_name": .text(Self.implementation), "authoring_version": .number(UInt32(1)),
            "spec_version": .number(rules.specVersion), "impl_version": .number(UInt32(1)),
            "apis": .list([.list(apis.map { .list([.bytes($0.id), .number($0.version)]) })]),
            "transaction_version": .number(UInt32(1)), "system_version": .number(UInt8(1)),
        ])
    }

    var version: RuntimeCode.Version {
        RuntimeCode.Version(
            specName: name, implName: Self.implementation, authoringVersion: 1, specVersion: rules.specVersion,
            implVersion: 1, interfaces: apis.map { .init(id: $0.id, version: $0.version) }, transactionVersion: 1,
            systemVersion: 1)
    }
}
