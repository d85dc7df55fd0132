// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Keeps two writers of the same folder apart. Whoever only reads needs no lock: files change in a single step.
///
/// The lock is the system's, on the folder itself (`flock`): it leaves no file behind and goes with the process that held it.
enum FolderLock {
    /// Runs `body` while nobody else who asks for the lock writes to `folder`; throws `busy` after waiting for `patience`.
    ///
    /// A file system that has no such locks is trusted without.
    static func hold<Result>(
        _ folder: String, patience: Duration = .seconds(10), _ body: () throws(WalletError) -> Result
    ) throws(WalletError) -> Result {
        guard let descriptor = try? SystemCall.openForReading(folder) else { return try body() }
        defer { SystemCall.closeFile(descriptor) }
        let begin = ContinuousClock.now
        while true {
            do throws(SystemCall.Failure) {
                try SystemCall.lock(descriptor)
                break
            } catch {
                guard error.isLocked else { break }
            }
            guard begin.duration(to: .now) < patience else {
                throw WalletError(
                    .busy, "another program is writing to \(quoted(folder)): wait until it is done, and try again")
            }
            SystemCall.pause()
        }
        return try body()
    }
}
