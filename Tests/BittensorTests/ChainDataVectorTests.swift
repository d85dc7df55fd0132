// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Foundation
import ProofOfWork
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import TestVectors
import Testing

/// Every answer of the vectors that has a Swift type, read by it in both ways.
@Suite("Typed answers")
struct ChainDataVectorTests {
    static let metadata = recordedMetadata("metadata-v15-spec343.option-opaque.bin")

    static func recordedMetadata(_ name: String) -> RuntimeMetadata {
        guard let metadata = try? RuntimeMetadata(optionOpaque: VectorFile.bytes("metadata/" + name)) else {
            preconditionFailure("cannot read \(name)")
        }
        return metadata
    }

    /// How to read the answer of a function: straight from bytes, and from a dynamic value.
    struct Reading: Sendable {
        let call: String
        let matches: @Sendable (RuntimeMetadata) -> Bool
        /// The two readings, and the first as whoever asks would see it.
        let read: @Sendable ([UInt8], RuntimeMetadata) throws -> (agree: Bool, value: Any)

        init<Output: ScaleConvertible & Hashable & Sendable>(_ call: RuntimeCall<Output>) {
            self.call = call.function
            matches = { metadata in
                guard let method = try? metadata.runtimeMethod(call.api, call.method) else { return false }
                return Output.matches(method.output, in: metadata.types)
            }
            read = { bytes, metadata in
                let straight = try metadata.decode(bytes, of: call)
                let dynamic = try metadata.decodeResult(bytes, of: call.api, call.method)
                return (try Output(dynamic: dynamic) == straight && Output(scale: bytes) == straight, straight)
            }
        }
    }

    static let account = AccountID(unchecked: [UInt8](repeating: 1, count: 32))
    static let readings: [Reading] = [
        Reading(.neurons(1)), Reading(.neuron(1, uid: 2)), Reading(.neuronsLite(1)), Reading(.neuronLite(1, uid: 2)),
        Reading(.subnetInfo(1)), Reading(.subnetsInfo), Reading(.subnetHyperparameters(1)), Reading(.dynamicInfo(1)),
        Reading(.allDynamicInfo), Reading(.subnetState(1)), Reading(.metagraph(1)),
        Reading(.metagraph(1, mechanism: 1)), Reading(.allMetagraphs), Reading(.selectiveMetagraph(1, columns: [0])),
        Reading(.selectiveMetagraph(1, mechanism: 1, columns: [0])), Reading(.automaticStakeHotkey(of: account, 1)),
        Reading(.subnetToPrune), Reading(RuntimeCall<[StakeInfo]>.stakes(of: account)),
        Reading(RuntimeCall<[ScalePair<AccountID, [StakeInfo]>]>.stakes(of: [account])),
        Reading(.stake(of: account, on: account, 1)), Reading(.delegates), Reading(.delegate(account)),
        Reading(.delegated(by: account)), Reading(.subnetRegistrationCost), Reading(.alphaPrice(1)),
        Reading(RuntimeCall<SwapSimulation>.swap(Balance(rao: 1), forAlphaOf: 1)),
        Reading(RuntimeCall<SwapSimulation>.swap(Alpha(rao: 1), of: 1)), Reading(.accountNonce(account)),
    ]

    static let answers: [Vector] =
        VectorFile("runtime_api.json").cases("groups").flatMap {
            $0["recorded_calls"].list + $0["made_up_calls"].list
        } + VectorFile("runtime_api_large.json").cases("recorded_calls")

    @Test("every type is laid out as spec 343 lays it out", arguments: readings)
    func layout(reading: Reading) {
        #expect(reading.matches(Self.metadata), "\(reading.call)")
    }

    @Test("every answer is the same read straight and by field names", arguments: readings)
    func bothWays(reading: Reading) throws {
        let answers = Self.answers.filter { "\($0["api"].string)_\($0["method"].string)" == reading.call }
        #expect(!answers.isEmpty, "\(reading.call)")
        for answer in answers {
            #expect(try reading.read(answer["result"].bytes, Self.metadata).agree, "\(reading.call)")
        }
    }

    @Test("every object of the Python SDK", arguments: VectorFile("sdk_objects.json").cases("cases"))
    func pythonObjects(vector: Vector) throws {
        let name = "\(vector["api"].string)_\(vector["method"].string)"
        let reading = try #require(Self.readings.first { $0.call == name }, "\(name)")
        let (agree, value) = try reading.read(vector["result"].bytes, Self.metadata)
        #expect(agree)
        var comparison = PythonComparison(owner: vector["class"].string)
        comparison.compare(value, vector["object"], at: "")
        #expect(comparison.differences == [], "\(name)")
    }

    @Test("the first version of the hyperparameters reads into the same type")
    func olderHyperparameters() throws {
        let call = RuntimeCall<SubnetHyperparameters?>.olderSubnetHyperparameters(1)
        let answers = Self.answers.filter { $0["method"].string == call.method }
        #expect(!answers.isEmpty)
        for answer in answers {
            let decoded = try Self.metadata.decode(answer["result"].bytes, of: call)
            guard let decoded else {
                #expect(answer["decoded"].isNull)
                continue
            }
            #expect(UInt64(decoded.rho) == answer["decoded"]["rho"].uint64)
            #expect(decoded.maxDifficulty == answer["decoded"]["max_difficulty"].uint64)
            #expect(decoded.liquidAlphaEnabled == answer["decoded"]["liquid_alpha_enabled"].bool)
            #expect(decoded.yumaVersion == nil)
            #expect(decoded.alphaSigmoidSteepness == nil)
        }
    }

    @Test("addresses are written as everybody writes them")
    func addresses() throws {
        let answer = try #require(Self.answers.first { $0["method"].string == "get_neurons_lite" })
        let neurons = try Self.metadata.decode(answer["result"].bytes, of: .neuronsLite(1))
        for (neuron, listed) in zip(neurons, answer["decoded"].list) {
            let ip = listed["axon_info"]["ip"].uint256
            #expect(UInt256(neuron.axonInfo.ip) == ip)
            #expect(neuron.axonInfo.isServing == (ip != .zero))
        }
    }
}
