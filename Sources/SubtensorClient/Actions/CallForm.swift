// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient

/// One way in which runtimes have offered an action: a call, with its arguments under every name that they had.
struct CallForm: Sendable {
    /// An argument of a call.
    struct Argument: Sendable {
        /// The names under which runtimes know it.
        let names: [String]
        let value: ScaleValue
        /// Whether it says nothing that a runtime without it would do otherwise.
        let mayBeDropped: Bool

        init(_ names: String..., is value: ScaleValue, mayBeDropped: Bool = false) {
            self.names = names
            self.value = value
            self.mayBeDropped = mayBeDropped
        }
    }

    let pallet: String
    let name: String
    let arguments: [Argument]

    init(_ pallet: String, _ name: String, _ arguments: Argument...) {
        self.init(pallet, name, arguments)
    }

    init(_ pallet: String, _ name: String, _ arguments: [Argument]) {
        self.pallet = pallet
        self.name = name
        self.arguments = arguments
    }

    /// A call of subtensor's own pallet.
    init(_ name: String, _ arguments: Argument...) {
        pallet = "SubtensorModule"
        self.name = name
        self.arguments = arguments
    }

    /// The call as this runtime takes it; nil when it does not have it, or has it with other arguments.
    func call(in metadata: RuntimeMetadata) -> Call? {
        guard let variant = try? metadata.call(pallet, name) else { return nil }
        var rest = arguments
        var members: [ScaleValue.Member] = []
        for field in variant.fields {
            guard let wanted = field.name,
                let place = rest.firstIndex(where: { $0.names.contains(wanted) })
            else { return nil }
            members.append(ScaleValue.Member(wanted, rest.remove(at: place).value))
        }
        guard rest.allSatisfy(\.mayBeDropped) else { return nil }
        return Call(pallet, name, members: members)
    }
}
