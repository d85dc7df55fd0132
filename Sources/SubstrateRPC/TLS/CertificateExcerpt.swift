// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

package import NIOSSL

/// What a person has to know of a certificate that was not believed.
package struct CertificateExcerpt: Hashable {
    /// Who signed it, and whom it is for, as they are encoded.
    private let issuer: [UInt8]
    private let subject: [UInt8]
    /// The common name of who signed it, or the name of the organisation.
    package let issuerName: String?
    /// The names and addresses of hosts that it is for.
    package let hosts: [String]
    /// When it is good, in seconds since 1970.
    package let validity: ClosedRange<Int64>

    package var isSelfSigned: Bool { issuer == subject }

    /// Whether it is for a host of this name, by its name or by that of all hosts of its domain (RFC 6125).
    func isFor(_ host: String) -> Bool {
        let wanted = host.lowercased()
        let domain = wanted.drop { $0 != "." }
        return hosts.contains { $0.lowercased() == wanted || !domain.isEmpty && $0.lowercased() == "*\(domain)" }
    }

    package init?(_ certificate: NIOSSLCertificate) {
        let (begin, end) = (Int64(certificate.notValidBefore), Int64(certificate.notValidAfter))
        guard let bytes = try? certificate.toDERBytes(), begin <= end else { return nil }
        self.init(der: bytes, validity: begin...end)
    }

    /// RFC 5280, section 4.1. Nil for what is no certificate.
    init?(der bytes: [UInt8], validity: ClosedRange<Int64>) {
        var outer = DERReader(bytes[...])
        guard var certificate = outer.next(.sequence), var fields = certificate.next(.sequence) else { return nil }
        // Version, serial number and algorithm come before the issuer, the dates and the subject after it.
        _ = fields.next(.version)
        guard fields.next(.integer) != nil, fields.next(.sequence) != nil, let issuer = fields.next(.sequence),
            fields.next(.sequence) != nil, let subject = fields.next(.sequence)
        else { return nil }
        self.issuer = Array(issuer.rest)
        self.subject = Array(subject.rest)
        self.validity = validity
        issuerName = Self.name(in: issuer)
        var extensions: DERReader?
        while extensions == nil, let field = fields.next() {
            if field.tag == .extensions { extensions = DERReader(field.content) }
        }
        hosts = extensions.map(Self.hosts(in:)) ?? []
    }

    private static let commonName: [UInt8] = [0x55, 0x04, 0x03]
    private static let organisation: [UInt8] = [0x55, 0x04, 0x0a]
    private static let alternativeNames: [UInt8] = [0x55, 0x1d, 0x11]

    private static func name(in issuer: DERReader) -> String? {
        var sets = issuer
        var found: [[UInt8]: String] = [:]
        while var set = sets.next(.set) {
            while var attribute = set.next(.sequence) {
                guard let kind = attribute.next(.objectIdentifier), let value = attribute.next() else { continue }
                found[Array(kind.rest)] = String(decoding: value.content, as: UTF8.self)
            }
        }
        return found[commonName] ?? found[organisation]
    }

    private static func hosts(in wrapped: DERReader) -> [String] {
        var wrapped = wrapped
        guard var list = wrapped.next(.sequence) else { return [] }
        while var field = list.next(.sequence) {
            guard let kind = field.next(.objectIdentifier), kind.rest.elementsEqual(alternativeNames) else { continue }
            _ = field.next(.boolean)
            guard var value = field.next(.octetString), var names = value.next(.sequence) else { return [] }
            var hosts: [String] = []
            while let name = names.next() {
                switch name.tag {
                case .dnsName: hosts.append(String(decoding: name.content, as: UTF8.self))
                case .ipAddress where name.content.count == 4:
                    hosts.append(name.content.map { String($0) }.joined(separator: "."))
                default: break
                }
            }
            return hosts
        }
        return []
    }
}
