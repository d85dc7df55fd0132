// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

extension Action where Outcome == RootClaimType {
    /// Chooses what becomes of what the signer's stake on the root earns.
    public static func setRootClaimType(_ type: RootClaimType) -> Self {
        Self("set root claim type") { context in
            let call = try context.call(
                CallForm("set_root_claim_type", .init("new_root_claim_type", is: type.value)),
                replacement: "this runtime pays what the root earns by itself")
            guard (try? context.metadata.encode(call)) != nil else {
                throw BittensorError(
                    .invalidOption, "this runtime knows no root claim type '\(excerpt(type.description))'")
            }
            let before = try await context.rootClaimType()
            return ActionPlan(call: call, effects: [.init("Root claim type", "\(before) → \(type)")]) { _, after in
                try await after.rootClaimType()
            }
        }
    }
}

extension Action where Outcome == [StakeInfo] {
    /// Claims what the signer's stake on the root has earned on some subnets. The outcome is all stake of the signer.
    public static func claimRoot(on netuids: [NetUID]) -> Self {
        Self("claim root") { context in
            let call = try context.call(
                CallForm("claim_root", .init("subnets", is: .list(netuids.sorted().map { .number($0.rawValue) }))),
                replacement: "this runtime pays what the root earns by itself")
            guard !netuids.isEmpty, Set(netuids).count == netuids.count else {
                throw BittensorError(.invalidOption, "name at least one subnet, and each once")
            }
            for netuid in netuids { try await context.requireSubnet(netuid) }
            let names = netuids.map { "\($0)" }.joined(separator: ", ")
            let type = try await context.rootClaimType()
            return ActionPlan(call: call, effects: [.init("Claim on subnets", names), .init("Root claim type", type)]) {
                _, after in try await after.state.call(.stakes(of: after.signer))
            }
        }
    }
}

extension ActionContext {
    fileprivate func rootClaimType() async throws -> RootClaimType {
        try await state.value(.rootClaimType(signer)) ?? .swap
    }
}
