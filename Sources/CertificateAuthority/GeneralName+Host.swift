// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import SwiftASN1
import X509

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension GeneralName {
    /// A host that a certificate is for: its name, or its IP address.
    init(host: String) throws(CertificateError) {
        if let address = Self.address(host, AF_INET, 4) ?? Self.address(host, AF_INET6, 16) {
            self = .ipAddress(ASN1OctetString(contentBytes: address[...]))
            return
        }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        let isName = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count)
                && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        }
        guard isName, host.utf8.count <= 253 else {
            throw CertificateError(.invalidHost, "\(excerpt(host)) is neither the name of a host nor an IP address")
        }
        self = .dnsName(host)
    }

    private static func address(_ text: String, _ family: CInt, _ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }
}
