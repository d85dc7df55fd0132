// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension WebSocketConfiguration {
    /// Whose certificates are believed on `wss://`: the authorities of all sources together.
    public struct TrustRoots: Hashable, Sendable {
        public enum Source: Hashable, Sendable {
            /// Those of the operating system.
            case system
            /// Those in a file, PEM or DER.
            case file(String)
            /// Those in a folder, each under the hash of its name, as `openssl rehash` lays it out.
            case folder(String)
        }

        public var sources: [Source]

        public init(_ sources: [Source]) { self.sources = sources }

        /// Those of the operating system.
        public static let system = TrustRoots([.system])

        /// Those in a PEM file, in addition to nobody else's: for a private chain with its own authority.
        public static func pemFile(_ path: String) -> TrustRoots { TrustRoots([.file(path)]) }

        /// What the environment says, as OpenSSL and with it Python understand it: `SSL_CERT_FILE` names a file that
        /// stands in the place of the system's, `SSL_CERT_DIR` folders between colons in the place of the system's.
        ///
        /// An empty value is none. The file alone leaves the system's folder believed, where there is one.
        public init(environment: [String: String]) {
            func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
            let folders = value("SSL_CERT_DIR")?.split(separator: ":").map { Source.folder(String($0)) }
            switch (value("SSL_CERT_FILE"), folders) {
            case (nil, nil): self = .system
            case (nil, let folders?): self.init(folders)
            case (let file?, let folders): self.init([.file(file)] + (folders ?? [.folder(Self.systemFolder)]))
            }
        }

        /// Where Debian, Ubuntu, Arch and Alpine keep theirs; elsewhere there may be none.
        static let systemFolder = "/etc/ssl/certs"
    }
}
