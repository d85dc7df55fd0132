// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// How many files and connections this process may have open.
enum DescriptorLimit {
    /// Left for files, event loops and connections to others.
    private static let others = 64

    static var current: Int {
        var limit = rlimit()
        #if canImport(Glibc)
            let result = getrlimit(.init(RLIMIT_NOFILE.rawValue), &limit)
        #else
            let result = getrlimit(RLIMIT_NOFILE, &limit)
        #endif
        guard result == 0 else { return .max }
        return Int(clamping: limit.rlim_cur)
    }

    /// How many connections a server may keep: what is left of `limit`, and a quarter of it where that is little.
    static func connections(within limit: Int) -> Int { max(limit - others, limit / 4, 1) }

    static var connections: Int { connections(within: current) }
}
