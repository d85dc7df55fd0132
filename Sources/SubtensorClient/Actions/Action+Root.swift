// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
public import SubstrateClient

// What the key that owns the whole chain does: any call, as the root.

extension Action where Outcome == Void {
    /// Carries a call out as the root of the chain.
    public static func asRoot(_ call: Call) -> Self {
        Self("act as root") { context in
            try await context.requireRoot()
            return ActionPlan(call: call.asRoot, effects: [.init("As root", call)]) { included, after in
                try after.requireSudone(call, included)
            }
        }
    }

    /// Takes a subnet away, as the root of the chain.
    public static func dissolveNetwork(_ netuid: NetUID) -> Self {
        root("dissolve a subnet", effects: [.init("Dissolve subnet", netuid)]) { context in
            try await context.requireSubnet(netuid)
            return CallForm("root_dissolve_network", .init("netuid", is: .number(netuid.rawValue)))
        }
    }

    /// Sets the blocks until child keys that were asked for are in force, as the root of the chain.
    public static func setPendingChildKeyCooldown(_ blocks: UInt64) -> Self {
        root("set child key cooldown", effects: [.init("Child keys wait", "\(blocks) blocks")]) { _ in
            CallForm("set_pending_childkey_cooldown", .init("cooldown", is: .number(blocks)))
        }
    }

    private static func root(
        _ name: String, effects: [ActionPreview.Effect],
        form: @escaping @Sendable (ActionContext) async throws -> CallForm
    ) -> Self {
        Self(name) { context in
            let call = try context.call(try await form(context), replacement: "this runtime does that in no way")
            try await context.requireRoot()
            return ActionPlan(call: call.asRoot, effects: effects) { included, after in
                try after.requireSudone(call, included)
            }
        }
    }
}

extension Call {
    /// The call, carried out by the root of the chain: `Sudo.sudo`.
    public var asRoot: Call { Call("Sudo", "sudo", ["call": value]) }
}

extension ActionContext {
    /// That the signer's key owns the whole chain.
    func requireRoot() async throws {
        guard try await state.valueIfKnown(.sudoKey) == signer else {
            throw BittensorError(.notOwner, "\(signer) is not the key that owns the chain")
        }
    }

    /// A call inside `Sudo.sudo` that failed, which the extrinsic itself does not show.
    func requireSudone(_ call: Call, _ included: IncludedExtrinsic) throws(BittensorError) {
        guard let sudo = included.events.last(where: { $0.matches("Sudo", "Sudid") }),
            case .variant("Err", let members)? = sudo[0], let error = members.first?.value
        else { return }
        throw ActionRefusal(metadata.dispatchFailure(error)).error(of: call, in: included)
    }
}
