// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

extension Action where Outcome == ChainIdentity? {
    /// Presents the owner of a coldkey.
    public static func setIdentity(_ identity: ChainIdentity) -> Self {
        Self("set identity") { context in
            let call = try context.call(
                CallForm(
                    "set_identity", .text("name", identity.name), .text("url", identity.url),
                    .text("github_repo", identity.githubRepo), .text("image", identity.image),
                    .text("discord", identity.discord), .text("description", identity.description),
                    .text("additional", identity.additional)),
                replacement: "this chain keeps no identities, or fewer texts of them: leave out the repository")
            guard !identity.name.isEmpty else { throw BittensorError(.invalidOption, "an identity needs a name") }
            return ActionPlan(call: call, effects: [.init("Present as", identity.name)]) { _, after in
                try await after.subtensor.identity(of: after.signer, at: .hash(after.state.hash))
            }
        }
    }
}

extension Action where Outcome == SubnetIdentity? {
    /// Presents a subnet, as its owner.
    public static func setSubnetIdentity(_ identity: SubnetIdentity, of netuid: NetUID) -> Self {
        Self("set subnet identity") { context in
            let call = try context.call(
                CallForm(
                    "set_subnet_identity", .init("netuid", is: .number(netuid.rawValue)),
                    .text("subnet_name", identity.subnetName), .text("github_repo", identity.githubRepo),
                    .text("subnet_contact", identity.subnetContact), .text("subnet_url", identity.subnetURL),
                    .text("discord", identity.discord), .text("description", identity.description),
                    .text("logo_url", identity.logoURL), .text("additional", identity.additional)),
                replacement: "this chain keeps no identities of subnets, or fewer texts of them")
            try await context.requireSubnetOwnership(netuid)
            return ActionPlan(
                call: call, effects: [.init("Subnet", netuid), .init("Present as", identity.subnetName)]
            ) { _, after in try await after.subtensor.subnetIdentity(netuid, at: .hash(after.state.hash)) }
        }
    }
}

extension CallForm.Argument {
    /// Bytes of a text, which runtimes that lack the field lose nothing by when it is empty.
    fileprivate static func text(_ name: String, _ text: String) -> Self {
        Self(name, is: .bytes(Array(text.utf8)), mayBeDropped: text.isEmpty)
    }
}

extension ChainIdentity {
    /// An identity to set; only the name is required.
    public init(
        name: String, description: String = "", url: String = "", githubRepo: String = "", image: String = "",
        discord: String = "", additional: String = ""
    ) {
        self.init(
            name: name, url: url, githubRepo: githubRepo, image: image, discord: discord, description: description,
            additional: additional)
    }
}

extension SubnetIdentity {
    /// It as an argument of a call.
    var value: ScaleValue {
        func field(_ name: String, _ text: String) -> ScaleValue.Member { .init(name, .bytes(Array(text.utf8))) }
        return .record([
            field("subnet_name", subnetName), field("github_repo", githubRepo),
            field("subnet_contact", subnetContact), field("subnet_url", subnetURL), field("discord", discord),
            field("description", description), field("logo_url", logoURL), field("additional", additional),
        ])
    }

    /// An identity to set; only the name is required.
    public init(
        subnetName: String, description: String = "", githubRepo: String = "", subnetContact: String = "",
        subnetURL: String = "", discord: String = "", logoURL: String = "", additional: String = ""
    ) {
        self.init(
            subnetName: subnetName, githubRepo: githubRepo, subnetContact: subnetContact, subnetURL: subnetURL,
            discord: discord, description: description, logoURL: logoURL, additional: additional)
    }
}
