// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

extension Action where Outcome == AxonInfo? {
    /// Announces where a hotkey serves requests on a subnet. Signed by the hotkey.
    ///
    /// The address is one by which others reach this machine, such as one of ``IPAddress/ofThisMachine`` among machines of one
    /// network. An embedded chain takes `127.0.0.1` as well.
    ///
    /// - Parameters:
    ///   - version: the serving software's; the Python SDK writes its own in base 1000, 9.12.2 as 9012002.
    ///   - protocol: 4 is what the Python SDK writes.
    public static func serveAxon(
        _ address: IPAddress, port: UInt16, on netuid: NetUID, version: UInt32 = 0, protocol: UInt8 = 4
    ) -> Self {
        serve(address, port, on: netuid, version, `protocol`, certificate: nil)
    }

    /// Announces where a hotkey serves requests on a subnet by TLS. Signed by the hotkey.
    ///
    /// - Parameters:
    ///   - version: the serving software's.
    ///   - protocol: 4 is what the Python SDK writes.
    ///   - certificate: the public key under which it serves, after a byte for the kind of key.
    public static func serveAxon(
        _ address: IPAddress, port: UInt16, on netuid: NetUID, version: UInt32 = 0, protocol: UInt8 = 4,
        certificate: [UInt8]
    ) -> Self {
        serve(address, port, on: netuid, version, `protocol`, certificate: certificate)
    }

    private static func serve(
        _ address: IPAddress, _ port: UInt16, on netuid: NetUID, _ version: UInt32, _ protocol: UInt8,
        certificate: [UInt8]?
    ) -> Self {
        Self("serve axon", by: .hotkey) { context in
            let place: [CallForm.Argument] = [
                .init("netuid", is: .number(netuid.rawValue)), .init("version", is: .number(version)),
                .init("ip", is: .unsigned(UInt256(address.number))), .init("port", is: .number(port)),
                .init("ip_type", is: .number(address.version)), .init("protocol", is: .number(`protocol`)),
                .init("placeholder1", is: .number(UInt8(0))), .init("placeholder2", is: .number(UInt8(0))),
            ]
            let form =
                certificate.map {
                    CallForm("SubtensorModule", "serve_axon_tls", place + [.init("certificate", is: .bytes($0))])
                } ?? CallForm("SubtensorModule", "serve_axon", place)
            let call = try context.call(
                form,
                replacement: certificate == nil
                    ? "this chain keeps no addresses of neurons" : "this chain keeps no certificates: serve without one"
            )
            try await context.requireServable(address, port, on: netuid)
            return ActionPlan(call: call, effects: context.serving("axon", address, port, netuid)) { _, after in
                try await after.state.value(.axon(netuid, after.signer))
            }
        }
    }
}

extension Action where Outcome == PrometheusInfo? {
    /// Announces where a hotkey serves measurements on a subnet. Signed by the hotkey.
    public static func servePrometheus(
        _ address: IPAddress, port: UInt16, on netuid: NetUID, version: UInt32 = 0
    ) -> Self {
        Self("serve prometheus", by: .hotkey) { context in
            let call = try context.call(
                CallForm(
                    "serve_prometheus", .init("netuid", is: .number(netuid.rawValue)),
                    .init("version", is: .number(version)), .init("ip", is: .unsigned(UInt256(address.number))),
                    .init("port", is: .number(port)), .init("ip_type", is: .number(address.version))),
                replacement: "this chain keeps no addresses of neurons")
            try await context.requireServable(address, port, on: netuid)
            return ActionPlan(call: call, effects: context.serving("prometheus", address, port, netuid)) { _, after in
                try await after.state.value(.prometheus(netuid, after.signer))
            }
        }
    }
}

extension ActionContext {
    /// The chain's own checks, with its names for them.
    fileprivate func requireServable(_ address: IPAddress, _ port: UInt16, on netuid: NetUID) async throws {
        try await requireRegistered(signer, on: netuid)
        guard port != 0 else { throw BittensorError(.invalidOption, "port 0 serves nothing: give another one") }
        guard address.number != (address.version == 4 ? UInt128(UInt32.max) : .max) else {
            throw BittensorError(.invalidOption, "the chain takes no \(address): others must be able to reach it")
        }
        // It runs on the machine where its axons and dendrites are; another chain of this name refuses them by itself.
        guard address.isLoopback, state.runtimeAfter.version.family != .embedded else { return }
        let own = IPAddress.ofThisMachine.first.map { "\($0), which it has on its network, or " } ?? ""
        throw BittensorError(
            .invalidOption,
            "nobody finds this machine by \(address), which is each reader's own: announce \(own)the address that others "
                + "reach it by (only an embedded chain takes \(address))")
    }

    fileprivate func serving(
        _ what: String, _ address: IPAddress, _ port: UInt16, _ netuid: NetUID
    ) -> [ActionPreview.Effect] {
        let host = address.version == 4 ? "\(address)" : "[\(address)]"
        return [.init("Announce", "\(what) at \(host):\(port)"), .init("Subnet", netuid)]
    }
}
