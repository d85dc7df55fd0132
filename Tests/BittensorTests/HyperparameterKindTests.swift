// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import TestVectors
import Testing

@testable import SubtensorClient

@Suite("Kinds of hyperparameters")
struct HyperparameterKindTests {
    static let files = VectorFile("metadata/index.json").cases("files").map { $0["file"].string }

    @Test("are those of every recorded runtime that has the parameter", arguments: files)
    func recorded(file: String) throws {
        let bytes = VectorFile.bytes("metadata/" + file)
        let metadata = try file.contains("v14") ? RuntimeMetadata(bytes) : RuntimeMetadata(optionOpaque: bytes)
        var known = 0
        for setter in Hyperparameter.setters(metadata) {
            let name = String(setter.name.dropFirst(Hyperparameter.prefix.count))
            guard let kind = Hyperparameter.kinds[name] else { continue }
            known += 1
            let types = try setter.fields.dropFirst().map { try metadata.types.type($0.type).shape }
            switch kind {
            case .flag: #expect(types == [.primitive(.bool)], "\(name)")
            case .number: #expect(types.count == 1 && types.first != .primitive(.bool), "\(name)")
            case .numbers(let count):
                #expect(types.count == count && !types.contains(.primitive(.bool)), "\(name)")
            }
        }
        #expect(known > 10)
    }

    @Test("what Python shows as a value is taken as one")
    func own() throws {
        for (name, text) in [
            ("tempo", "360"), ("max_burn", "0.1tao"), ("kappa", "50%"), ("alpha_values", "0.1, 0.9"),
            ("registration_allowed", "False"), ("anything_else", "1,5"), ("alpha_sigmoid_steepness", "0.5"),
        ] { try Hyperparameter.judge(text, for: name) }
        for (name, text) in [("tempo", "1,5"), ("tempo", "1.5"), ("tempo", ""), ("alpha_values", "1"), ("rho", "١٢")] {
            #expect(throws: BittensorError(.invalidOption, "")) { try Hyperparameter.judge(text, for: name) }
        }
    }
}
