// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import NIOCore
import SubstrateKeys

/// Requests of one dendrite, signed before the clock starts.
enum SignedRequests {
    /// Requests with rising nonces from now on, which are sent so far apart.
    static func make(
        _ count: Int, for axon: String, by caller: KeyPair, every interval: Duration = .nanoseconds(1)
    ) -> [ByteBuffer] {
        let step = Int64(interval / .nanoseconds(1))
        let address = caller.accountID.ss58()
        let uuid = UUID().uuidString.lowercased()
        let hash = "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a"
        let body = #"{"name": "IntSynapse", "timeout": 100.0, "input": 41, "output": null}"#
        let first = Int64(Date().timeIntervalSince1970 * 1e9)
        return (0..<count).map { index in
            let nonce = first + Int64(index) * step
            let signature = caller.sign(Array("\(nonce).\(address).\(axon).\(uuid).\(hash)".utf8)).hex
            let head = """
                POST /IntSynapse HTTP/1.1\r
                Host: 127.0.0.1\r
                name: IntSynapse\r
                timeout: 100.0\r
                bt_header_axon_ip: 127.0.0.1\r
                bt_header_axon_hotkey: \(axon)\r
                bt_header_dendrite_ip: 203.0.113.7\r
                bt_header_dendrite_version: 10005000\r
                bt_header_dendrite_nonce: \(nonce)\r
                bt_header_dendrite_uuid: \(uuid)\r
                bt_header_dendrite_hotkey: \(address)\r
                bt_header_dendrite_signature: \(signature)\r
                header_size: 640\r
                total_size: 3000\r
                computed_body_hash: \(hash)\r
                Accept: */*\r
                Content-Type: application/json\r
                Content-Length: \(body.utf8.count)\r
                \r

                """
            return ByteBuffer(string: head + body)
        }
    }
}
