// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

extension SystemTerminal {
    /// How often it is looked whether reading shall go on, in milliseconds.
    private static let patience: Int32 = 50

    /// Tells each key that is pressed, until `isCancelled` says so or nobody can press any more.
    ///
    /// While a question stands, or another program has the terminal, what is typed is for them.
    static func readKeys(isCancelled: () -> Bool, _ onKey: (Character) -> Void) {
        var buffer = [UInt8](repeating: 0, count: 64)
        while !isCancelled() {
            guard readsKeysNow, !isInBackground else {
                _ = poll(nil, 0, patience)
                continue
            }
            var wait = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            guard poll(&wait, 1, patience) > 0, readsKeysNow, !isInBackground else { continue }
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else { return }
            let keys = buffer[..<count]
            // An arrow, a function key or what was pasted comes as a sequence, and is no letter.
            guard keys.first != 0x1B else { continue }
            for key in keys where key < 0x80 { onKey(Character(Unicode.Scalar(key))) }
        }
    }
}
