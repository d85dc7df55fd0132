/// Folders of wallets: made when needed, for their owner only, and listed.
enum Folder {
    /// Makes `path` and the folders above it that are missing, each with mode 0700.
    static func ensure(_ path: String) throws(WalletError) {
        var made = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            made += "/\(part)"
            do {
                try SystemCall.createFolder(made)
            } catch {
                // The folder is there, or is seen not to be one when something is written into it.
                guard error != .exists, !exists(made) else { continue }
                throw StagedFile.failure(made, error)
            }
        }
    }

    static func exists(_ path: String) -> Bool { (try? SystemCall.status(of: path).isFolder) ?? false }

    /// The names in `path`, sorted; none when there is no such folder.
    static func names(in path: String) throws(WalletError) -> [String] {
        do {
            return try SystemCall.names(in: path).sorted()
        } catch {
            if error.isMissing { return [] }
            throw WalletError(.notReadable, "cannot list \(quoted(path)): \(error.text)")
        }
    }
}
