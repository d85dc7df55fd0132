// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec

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

    /// The same as its type encodes it.
    var encoded: [UInt8] {
        var writer = ScaleWriter()
        Array(name.utf8).encode(to: &writer)
        Array(Self.implementation.utf8).encode(to: &writer)
        for number in [1, rules.specVersion, 1] { writer.write(integer: UInt32(number)) }
        writer.write(count: apis.count)
        for (id, version) in apis {
            writer.write(bytes: id)
            writer.write(integer: version)
        }
        writer.write(integer: UInt32(1))
        writer.write(byte: 1)
        return writer.bytes
    }
}
