// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CertificateAuthority
import MiningFleet
import NATSClient
import SubstrateKeys

/// All that a broker of a fleet needs: its configuration, its certificate, and a key for everybody.
struct BrokerSetup {
    /// A file, and what stands in it.
    struct File {
        let name: String
        let text: String
    }

    /// Ten years: who has the authority's certificate has been given it by hand.
    private static let days: Int64 = 3652

    let files: [File]

    /// - Parameters:
    ///   - folder: where the server will find its files, as an absolute path.
    ///   - port: 0 for one that is free.
    ///   - hosts: the names and addresses by which workers reach it.
    init(
        folder: String, hosts: [String], port: UInt16, workers: [WorkerName], subjects: FleetSubjects, now: WallTime
    ) throws {
        let authority = try CertificateAuthority(
            name: "\(subjects.prefix) fleet", validity: .from(now.seconds, days: Self.days))
        let identity = try authority.issue(to: "broker", hosts: hosts)
        let coordinator = NATSKey.random()
        let keys = workers.map { ($0, NATSKey.random()) }
        let users =
            ["{ nkey: \(coordinator.publicKey) }"]
            + keys.map { worker, key in
                let (publish, subscribe) = subjects.permissions(of: worker)
                return """
                    # \(worker)
                        { nkey: \(key.publicKey), permissions: {
                            publish: \(Self.list(publish)),
                            subscribe: \(Self.list(subscribe)) } }
                    """
            }
        let configuration = """
            # A broker for a fleet of btcli. Run it with: nats-server -c \(folder)/nats.conf
            listen: "0.0.0.0:\(port == 0 ? "-1" : "\(port)")"
            server_name: "\(subjects.prefix)"
            jetstream { store_dir: "\(folder)/jetstream", max_memory_store: 64MB, max_file_store: 64MB }
            tls { cert_file: "\(folder)/broker.pem", key_file: "\(folder)/broker.key" }
            authorization {
              users = [
                # the coordinator
                \(users.joined(separator: "\n    "))
              ]
            }

            """
        files =
            [
                File(name: "nats.conf", text: configuration), File(name: "ca.pem", text: try authority.certificate()),
                File(name: "broker.pem", text: identity.certificate),
                File(name: "broker.key", text: identity.privateKey),
                File(name: "coordinator.nk", text: Self.text(coordinator)),
            ] + keys.map { File(name: "\($0).nk", text: Self.text($1)) }
    }

    private static func list(_ words: [String]) -> String {
        "[" + words.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
    }

    private static func text(_ key: NATSKey) -> String {
        key.seed.withUnsafeBytes { String(decoding: $0, as: UTF8.self) } + "\n"
    }
}
