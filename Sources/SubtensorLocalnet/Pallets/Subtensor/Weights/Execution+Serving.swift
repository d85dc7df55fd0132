// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

extension SubtensorPallet {
    /// Saying where a neuron serves.
    static let servingCalls: [CallDeclaration] = [
        CallDeclaration(
            "serve_axon", 4,
            [
                "netuid": "u16", "version": "u32", "ip": "u128", "port": "u16", "ip_type": "u8", "protocol": "u8",
                "placeholder1": "u8", "placeholder2": "u8",
            ], fee: .free, check: { _ = try $0.axonToServe($1) }
        ) { try $0.serveAxon($1) },
        CallDeclaration(
            "serve_prometheus", 5,
            ["netuid": "u16", "version": "u32", "ip": "u128", "port": "u16", "ip_type": "u8"], fee: .free
        ) { try $0.servePrometheus($1) },
        CallDeclaration(
            "serve_axon_tls", 40,
            [
                "netuid": "u16", "version": "u32", "ip": "u128", "port": "u16", "ip_type": "u8", "protocol": "u8",
                "placeholder1": "u8", "placeholder2": "u8", "certificate": "Vec<u8>",
            ], fee: .free, check: { _ = try $0.axonToServe($1) }
        ) { try $0.serveAxon($1, certificate: try $1("certificate")) },
    ]
}

/// Serving: the checks of the real pallet, in its order, but for the machine's own address.
extension Execution {
    fileprivate mutating func serveAxon(
        _ call: CallArguments, certificate: [UInt8]? = nil
    ) throws(DispatchFailure) {
        let (hotkey, netuid) = (try call.signer(), try call("netuid", as: UInt16.self))
        let endpoint = try axonToServe(call)
        state[SubtensorPallet.axons, netuid, hotkey] = endpoint
        // The algorithm, then at most 64 bytes of public key.
        if let certificate, let algorithm = certificate.first, certificate.count <= 65 {
            let bytes = Array(certificate.dropFirst()).scaleEncoded + [algorithm]
            state[SubtensorPallet.neuronCertificates, netuid, hotkey] = EncodedStruct(bytes: bytes)
        }
        emit("AxonServed", .number(netuid), .account(hotkey))
    }

    /// Where the neuron is to be found, once nothing forbids it.
    fileprivate func axonToServe(_ call: CallArguments) throws(DispatchFailure) -> AxonEndpoint {
        let (hotkey, netuid) = (try call.signer(), try call("netuid", as: UInt16.self))
        let endpoint = AxonEndpoint(
            block: block.rawValue, version: try call("version"), ip: try call("ip"), port: try call("port"),
            ipType: try call("ip_type"), proto: try call("protocol"), placeholder1: try call("placeholder1"),
            placeholder2: try call("placeholder2"))
        let last = state[SubtensorPallet.axons, netuid, hotkey]?.block
        try requireServable(hotkey, netuid, endpoint.ip, endpoint.ipType, endpoint.port, last: last, allowsZero: true)
        return endpoint
    }

    fileprivate mutating func servePrometheus(_ call: CallArguments) throws(DispatchFailure) {
        let (hotkey, netuid) = (try call.signer(), try call("netuid", as: UInt16.self))
        let endpoint = PrometheusEndpoint(
            block: block.rawValue, version: try call("version"), ip: try call("ip"), port: try call("port"),
            ipType: try call("ip_type"))
        let last = state[SubtensorPallet.prometheus, netuid, hotkey]?.block
        try requireServable(hotkey, netuid, endpoint.ip, endpoint.ipType, endpoint.port, last: last, allowsZero: false)
        state[SubtensorPallet.prometheus, netuid, hotkey] = endpoint
        emit("PrometheusServed", .number(netuid), .account(hotkey))
    }

    private func requireServable(
        _ hotkey: AccountID, _ netuid: UInt16, _ ip: UInt128, _ type: UInt8, _ port: UInt16, last: UInt64?,
        allowsZero: Bool
    ) throws(DispatchFailure) {
        guard isRegisteredAnywhere(hotkey) else { throw .subtensor("HotKeyNotRegisteredInNetwork") }
        guard type == 4 || type == 6 else { throw .subtensor("InvalidIpType") }
        guard Self.isServable(ip, type), allowsZero || ip != 0 else { throw .subtensor("InvalidIpAddress") }
        guard last.map({ block.rawValue - $0 >= state[SubtensorPallet.servingRateLimit, netuid] }) ?? true else {
            throw .subtensor("ServingRateLimitExceeded")
        }
        guard port != 0 else { throw .subtensor("InvalidPort") }
    }

    func isRegisteredAnywhere(_ hotkey: AccountID) -> Bool {
        netuids.contains { state[SubtensorPallet.uids, $0, hotkey] != nil }
    }

    /// Not all ones. The real pallet refuses 127.0.0.1 and ::1 as well; here everybody is on the same machine.
    private static func isServable(_ ip: UInt128, _ type: UInt8) -> Bool {
        type == 4 ? ip < UInt128(UInt32.max) : ip != .max
    }
}
