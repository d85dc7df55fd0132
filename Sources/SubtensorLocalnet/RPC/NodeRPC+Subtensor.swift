// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRPC

/// What a node of subtensor has besides what every node has: functions of its runtime under names of their own, of which each runtime
/// has those of its time. Clients up to SDK 8 read neurons and delegates so (`pallets/subtensor/rpc/src/lib.rs`).
extension NodeRPC {
    static let subtensorMethods: [String: Method] = [
        "delegateInfo_getDelegates": answer("DelegateInfoRuntimeApi", "get_delegates"),
        "delegateInfo_getDelegate": answer("DelegateInfoRuntimeApi", "get_delegate", arguments: 1),
        "delegateInfo_getDelegated": answer("DelegateInfoRuntimeApi", "get_delegated", arguments: 1),
        "neuronInfo_getNeurons": answer("NeuronInfoRuntimeApi", "get_neurons", arguments: 1),
        "neuronInfo_getNeuron": answer("NeuronInfoRuntimeApi", "get_neuron", arguments: 2),
        "neuronInfo_getNeuronsLite": answer("NeuronInfoRuntimeApi", "get_neurons_lite", arguments: 1),
        "neuronInfo_getNeuronLite": answer("NeuronInfoRuntimeApi", "get_neuron_lite", arguments: 2),
        "subnetInfo_getSubnetInfo": answer("SubnetInfoRuntimeApi", "get_subnet_info", arguments: 1),
        "subnetInfo_getSubnetsInfo": answer("SubnetInfoRuntimeApi", "get_subnets_info"),
        "subnetInfo_getSubnetInfo_v2": answer("SubnetInfoRuntimeApi", "get_subnet_info_v2", arguments: 1),
        "subnetInfo_getSubnetsInfo_v2": answer("SubnetInfoRuntimeApi", "get_subnets_info_v2"),
        // As nodes of 2024 spell it.
        "subnetInfo_getSubnetsInf_v2": answer("SubnetInfoRuntimeApi", "get_subnets_info_v2"),
        "subnetInfo_getSubnetHyperparams": answer("SubnetInfoRuntimeApi", "get_subnet_hyperparams", arguments: 1),
        "subnetInfo_getSubnetHyperparamsV2": answer("SubnetInfoRuntimeApi", "get_subnet_hyperparams_v2", arguments: 1),
        "subnetInfo_getDynamicInfo": answer("SubnetInfoRuntimeApi", "get_dynamic_info", arguments: 1),
        "subnetInfo_getAllDynamicInfo": answer("SubnetInfoRuntimeApi", "get_all_dynamic_info"),
        "subnetInfo_getSubnetState": answer("SubnetInfoRuntimeApi", "get_subnet_state", arguments: 1),
        "subnetInfo_getMetagraph": answer("SubnetInfoRuntimeApi", "get_metagraph", arguments: 1),
        "subnetInfo_getAllMetagraphs": answer("SubnetInfoRuntimeApi", "get_all_metagraphs"),
        "subnetInfo_getSelectiveMetagraph": answer("SubnetInfoRuntimeApi", "get_selective_metagraph", arguments: 2),
        "subnetInfo_getMechagraph": answer("SubnetInfoRuntimeApi", "get_mechagraph", arguments: 2),
        "subnetInfo_getAllMechagraphs": answer("SubnetInfoRuntimeApi", "get_all_mechagraphs"),
        "subnetInfo_getSelectiveMechagraph": answer("SubnetInfoRuntimeApi", "get_selective_mechagraph", arguments: 3),
        "subnetInfo_getColdkeyAutoStakeHotkey": answer(
            "SubnetInfoRuntimeApi", "get_coldkey_auto_stake_hotkey", arguments: 2),
        "subnetInfo_getLockCost": answer(
            "SubnetRegistrationRuntimeApi", "get_network_registration_cost", as: .number),
    ]

    /// A method for a function of the runtime that takes so many arguments, and after them the block.
    private static func answer(
        _ api: String, _ name: String, arguments count: Int = 0, as form: PlainFunction.Answer = .bytes
    ) -> Method {
        let function = PlainFunction(api: api, name: name, answer: form)
        return { chain, parameters, _ async throws(RPCFault) in
            var arguments: [JSONValue] = []
            for place in 0..<count {
                guard let argument = parameters[place] else { throw .invalidParams("parameter \(place) is missing") }
                arguments.append(argument)
            }
            return try await chain.answer(of: function, arguments, at: try parameters.hash(count))
        }
    }
}

extension Localnet {
    func answer(
        of function: PlainFunction, _ arguments: [JSONValue], at hash: Hash256?
    ) async throws(RPCFault) -> JSONValue {
        try await reading(at: hash) { state throws(RPCFault) in try answer(of: function, arguments, on: state) }
    }

    private func answer(
        of function: PlainFunction, _ arguments: [JSONValue], on state: BlockState
    ) throws(RPCFault) -> JSONValue {
        let metadata: RuntimeMetadata
        do throws(RuntimeFault) {
            metadata = try runtime.description(on: state)
        } catch {
            throw function.fault(error)
        }
        let input = try function.input(arguments, by: metadata)
        do throws(RuntimeFault) {
            return try function.json(try runtime.call(function.description, input, on: state), by: metadata)
        } catch {
            throw function.fault(error)
        }
    }
}
