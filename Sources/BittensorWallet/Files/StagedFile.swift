// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys

/// A file that is complete and synced under a temporary name, waiting to take its real one in a single step.
///
/// Make and publish it under the folder's lock. Whatever goes wrong before `publish`, the real name is untouched; the temporary file goes with this object.
final class StagedFile {
    private let path: String
    private let temporaryPath: String

    /// Writes `bytes` beside `path`, readable and writable by the owner only (mode 0600).
    init(_ bytes: SecretBytes, for path: String) throws(WalletError) {
        self.path = path
        let (folder, name) = Self.split(path)
        let suffix = UInt64.random(in: .min ... .max)
        temporaryPath = "\(folder)/.\(name).\(String(suffix, radix: 36))\(Self.temporarySuffix)"
        do throws(SystemCall.Failure) {
            let descriptor = try SystemCall.createPrivateFile(temporaryPath)
            defer { SystemCall.closeFile(descriptor) }
            try bytes.withUnsafeBytes { (bytes) throws(SystemCall.Failure) in
                try SystemCall.writeAll(descriptor, bytes)
            }
            // Also tells of errors that a full disk or a network file system reports late.
            try SystemCall.synchronize(descriptor)
        } catch {
            try? SystemCall.remove(temporaryPath)
            throw Self.failure(path, error)
        }
    }

    deinit { try? SystemCall.remove(temporaryPath) }

    /// Removes what an earlier writer left of `path` when it was killed. Only under the folder's lock: whatever has such a
    /// name then belongs to nobody.
    static func removeLeftovers(of path: String) {
        let (folder, name) = split(path)
        for leftover in (try? SystemCall.names(in: folder)) ?? []
        where leftover.hasPrefix(".\(name).") && leftover.hasSuffix(temporarySuffix) {
            let suffix = leftover.dropFirst(name.utf8.count + 2).dropLast(temporarySuffix.utf8.count)
            guard UInt64(suffix, radix: 36) != nil else { continue }
            try? SystemCall.remove("\(folder)/\(leftover)")
        }
    }

    /// Gives the file its real name. Without `overwrite` it throws `keyfileExists` rather than replace anything.
    func publish(overwrite: Bool) throws(WalletError) {
        // The temporary file must not go before it has its name.
        defer { withExtendedLifetime(self) {} }
        if overwrite { try Self.requireNoLink(path) }
        do throws(SystemCall.Failure) {
            if overwrite {
                try SystemCall.move(temporaryPath, to: path)
            } else {
                try publishAsNew()
            }
        } catch {
            throw Self.failure(path, error)
        }
        // The file is there. Not every file system can sync a folder, and that is no reason to say otherwise.
        if let folder = try? SystemCall.openForReading(Self.split(path).folder) {
            try? SystemCall.synchronize(folder)
            SystemCall.closeFile(folder)
        }
    }

    /// Throws `notWritable` where a symbolic link would be replaced and the file behind it left with the old key.
    static func requireNoLink(_ path: String) throws(WalletError) {
        guard (try? SystemCall.linkStatus(of: path).isLink) ?? false else { return }
        let target = (try? SystemCall.target(ofLink: path)) ?? "?"
        throw WalletError(
            .notWritable,
            "\(quoted(path)) is a symbolic link to \(quoted(target)): work on that file, or remove the link first")
    }

    /// Unlike a look beforehand, neither way can race with another writer.
    private func publishAsNew() throws(SystemCall.Failure) {
        do throws(SystemCall.Failure) {
            try SystemCall.link(temporaryPath, as: path)
        } catch {
            guard error.isUnsupported else { throw error }
            // Without hard links (exFAT, some shared folders), an empty file takes the name first.
            SystemCall.closeFile(try SystemCall.createPrivateFile(path))
            do throws(SystemCall.Failure) {
                try SystemCall.move(temporaryPath, to: path)
            } catch {
                try? SystemCall.remove(path)
                throw error
            }
        }
    }

    /// How the names of unfinished files end. They begin with a dot, so that nobody takes them for hotkeys.
    static let temporarySuffix = ".tmp"

    static func isTemporary(_ name: String) -> Bool { name.hasPrefix(".") && name.hasSuffix(temporarySuffix) }

    static func failure(_ path: String, _ failure: SystemCall.Failure) -> WalletError {
        if failure == .exists {
            return WalletError(
                .keyfileExists, "\(quoted(path)) is already there: choose another name, or ask to overwrite it")
        }
        return failure.isFull
            ? WalletError(.diskFull, "cannot write \(quoted(path)): \(failure.text); free some space and try again")
            : WalletError(.notWritable, "cannot write \(quoted(path)): \(failure.text)")
    }

    static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        return (slash == path.startIndex ? "/" : String(path[..<slash]), String(path[path.index(after: slash)...]))
    }
}
