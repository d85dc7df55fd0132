// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// What people and subnets say of themselves: texts, each with the most bytes that it may have.
extension Execution {
    mutating func setIdentity(_ call: CallArguments) throws(DispatchFailure) {
        let coldkey = try call.signer()
        guard state[SubtensorPallet.ownedHotkeys, coldkey].contains(where: isRegisteredAnywhere) else {
            throw .subtensor("HotKeyNotRegisteredInNetwork")
        }
        state[SubtensorPallet.identities, coldkey] = try identity(
            [
                "name": 256, "url": 256, "github_repo": 256, "image": 1024, "discord": 256, "description": 1024,
                "additional": 1024,
            ]) { name throws(DispatchFailure) in try call(name) }
        emit("ChainIdentitySet", .account(coldkey))
    }

    mutating func setSubnetIdentity(_ call: CallArguments) throws(DispatchFailure) {
        let netuid: UInt16 = try call("netuid")
        try requireSubnetExists(netuid)
        guard try call.signer() == state[SubtensorPallet.subnetOwner, netuid] else {
            throw .subtensor("NotSubnetOwner")
        }
        state[SubtensorPallet.subnetIdentities, netuid] = try subnetIdentity { name throws(DispatchFailure) in
            try call(name)
        }
        emit("SubnetIdentitySet", .number(netuid))
    }

    func subnetIdentity(_ text: (String) throws(DispatchFailure) -> [UInt8]) throws(DispatchFailure) -> EncodedStruct {
        try identity(
            [
                "subnet_name": 256, "github_repo": 1024, "subnet_contact": 1024, "subnet_url": 1024, "discord": 256,
                "description": 1024, "logo_url": 1024, "additional": 1024,
            ], text)
    }

    private func identity(
        _ limits: KeyValuePairs<String, Int>, _ text: (String) throws(DispatchFailure) -> [UInt8]
    ) throws(DispatchFailure) -> EncodedStruct {
        var bytes: [UInt8] = []
        for (name, limit) in limits {
            let text = try text(name)
            guard text.count <= limit else { throw .subtensor("InvalidIdentity") }
            bytes += text.scaleEncoded
        }
        return EncodedStruct(bytes: bytes)
    }
}
