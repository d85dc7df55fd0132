// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec

/// How a subnet's owner presents it.
public struct SubnetIdentity: Hashable, Sendable {
    /// The subnet's name.
    public let subnetName: String
    /// The source repository.
    public let githubRepo: String
    /// How to reach the owner.
    public let subnetContact: String
    /// The website.
    public let subnetURL: String
    /// The Discord channel or handle.
    public let discord: String
    /// What it is for.
    public let description: String
    /// The logo.
    public let logoURL: String
    /// Anything else.
    public let additional: String
}

extension SubnetIdentity: ScaleRecord {
    public init(fields: inout some FieldSource) throws(ScaleError) {
        subnetName = try fields.byteText("subnet_name")
        githubRepo = try fields.byteText("github_repo")
        subnetContact = try fields.byteText("subnet_contact")
        subnetURL = try fields.byteText("subnet_url")
        discord = try fields.byteText("discord")
        description = try fields.byteText("description")
        logoURL = try fields.byteText("logo_url")
        additional = try fields.byteText("additional")
    }
}
