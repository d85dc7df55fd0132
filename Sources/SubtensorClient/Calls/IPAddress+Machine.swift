// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension IPAddress {
    /// The addresses that this machine has on the networks it is on, IPv4 first: none that mean the machine itself, or that
    /// only its own link knows.
    ///
    /// Behind a router, others on the internet reach it by another address, which only the router and they can tell.
    public static var ofThisMachine: [IPAddress] {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0, let first = list else { return [] }
        defer { freeifaddrs(first) }
        let addresses = sequence(first: first) { $0.pointee.ifa_next }.compactMap { IPAddress($0.pointee) }
        return addresses.filter { $0.version == 4 } + addresses.filter { $0.version == 6 }
    }

    /// The address of an interface that is up; nil for what others cannot reach.
    private init?(_ interface: ifaddrs) {
        guard interface.ifa_flags & UInt32(IFF_UP) != 0, let address = interface.ifa_addr else { return nil }
        let length: Int
        switch Int32(address.pointee.sa_family) {
        case AF_INET: length = MemoryLayout<sockaddr_in>.size
        case AF_INET6: length = MemoryLayout<sockaddr_in6>.size
        default: return nil
        }
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let failure = getnameinfo(address, socklen_t(length), &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
        let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        // An address of its link alone has a scope (fe80::1%eth0) and is none to the initializer.
        guard failure == 0, let address = try? IPAddress(String(decoding: bytes, as: UTF8.self)),
            !address.isLoopback, !address.isSelfAssigned
        else { return nil }
        self = address
    }

    /// Whether it means whoever reads it: `127.0.0.1` and its network, or `::1`.
    var isLoopback: Bool { version == 4 ? number >> 24 == 127 : number == 1 }

    /// Whether it was made up in want of a network: 169.254.0.0/16.
    private var isSelfAssigned: Bool { version == 4 && number >> 16 == 0xa9fe }
}
