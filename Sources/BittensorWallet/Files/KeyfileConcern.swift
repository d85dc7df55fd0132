// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// Something about a keyfile that is no error and that its owner should know.
public enum KeyfileConcern: Hashable, Sendable, CustomStringConvertible {
    /// The name leads to another file.
    case symbolicLink(path: String, target: String)
    /// It belongs to another user, who can read and change it.
    case foreignOwner(path: String)
    /// Others than the owner have rights to the file, or may replace it in its folder.
    case looseMode(path: String, permissions: Int)

    public var description: String {
        switch self {
        case .symbolicLink(let path, let target): "\(quoted(path)) is a symbolic link to \(quoted(target))"
        case .foreignOwner(let path): "\(quoted(path)) belongs to another user"
        case .looseMode(let path, let permissions):
            "others than you have rights to \(quoted(path)) (mode 0\(String(permissions, radix: 8))): take them back with "
                + "'chmod go=' and its name"
        }
    }
}

extension Keyfile {
    /// What the owner of a secret file should know about how it lies there; nothing for a file that is missing.
    public var concerns: [KeyfileConcern] {
        guard let link = try? SystemCall.linkStatus(of: path), let file = try? SystemCall.status(of: path) else {
            return []
        }
        var concerns: [KeyfileConcern] = []
        if link.isLink {
            concerns.append(.symbolicLink(path: path, target: (try? SystemCall.target(ofLink: path)) ?? "?"))
        }
        // The superuser can read and change every file anyway.
        if file.owner != SystemCall.user, file.owner != 0 { concerns.append(.foreignOwner(path: path)) }
        if file.permissions & 0o077 != 0 {
            concerns.append(.looseMode(path: path, permissions: file.permissions))
        }
        // Where every user has a group of his own, folders that the group may change are nothing unusual.
        let folder = StagedFile.split(path).folder
        if let status = try? SystemCall.status(of: folder), status.permissions & 0o002 != 0 {
            concerns.append(.looseMode(path: folder, permissions: status.permissions))
        }
        return concerns
    }
}
