// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec

/// How the owner of a coldkey presents themselves.
public struct ChainIdentity: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The website.
    public let url: String
    /// The source repository.
    public let githubRepo: String
    /// The picture.
    public let image: String
    /// The Discord channel or handle.
    public let discord: String
    /// What it is for.
    public let description: String
    /// Anything else.
    public let additional: String
}

extension ChainIdentity: ScaleRecord {
    public init(fields: inout some FieldSource) throws(ScaleError) {
        name = try fields.byteText("name")
        url = try fields.byteText("url")
        githubRepo = try fields.byteText("github_repo")
        image = try fields.byteText("image")
        discord = try fields.byteText("discord")
        description = try fields.byteText("description")
        additional = try fields.byteText("additional")
    }
}
