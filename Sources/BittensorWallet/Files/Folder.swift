// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// Folders of wallets: made when needed, for their owner only, and listed.
enum Folder {
    /// Makes `path` and the folders above it that are missing, each with mode 0700, and runs `body`.
    ///
    /// The folders that it made go again if `body` throws and has left nothing in them.
    static func ensure(_ path: String, for body: () throws(WalletError) -> Void) throws(WalletError) {
        var made: [String] = []
        do throws(WalletError) {
            try ensure(path, noting: &made)
            try body()
        } catch {
            for folder in made.reversed() { try? SystemCall.removeFolder(folder) }
            throw error
        }
    }

    private static func ensure(_ path: String, noting made: inout [String]) throws(WalletError) {
        var folder = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            folder += "/\(part)"
            do {
                try SystemCall.createFolder(folder)
                made.append(folder)
            } catch {
                // The folder is there, or is seen not to be one when something is written into it.
                guard error != .exists, !exists(folder) else { continue }
                throw StagedFile.failure(folder, error)
            }
        }
    }

    static func exists(_ path: String) -> Bool { (try? SystemCall.status(of: path).isFolder) ?? false }

    /// The names in `path`, in the order in which a person lists them; none when there is no such folder.
    static func names(in path: String) throws(WalletError) -> [String] {
        do {
            return try SystemCall.names(in: path).sorted { $0.precedesNaturally($1) }
        } catch {
            if error.isMissing { return [] }
            throw WalletError(.notReadable, "cannot list \(quoted(path)): \(error.text)")
        }
    }
}
