// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Testing

@Suite("Weights are made to comply with a subnet's rules")
struct WeightsRulesTests {
    /// What `process_weights` of bittensor 10.5.0 makes of these, with numpy.
    struct Case: Sendable {
        let rules: WeightRules
        let uids: [UInt16]
        let weights: [Float]
        var quantile = 0.0
        let outUIDs: [UInt16]
        let out: [Float]
    }

    private static let tenths: [Float] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]

    static let cases: [Case] = [
        Case(
            rules: WeightRules(neurons: 4, minAllowed: 1, limit: 1), uids: [0, 1, 2, 3], weights: [1, 2, 3, 4],
            outUIDs: [0, 1, 2, 3], out: [0.1, 0.2, 0.30000001192092896, 0.4000000059604645]),
        Case(
            rules: WeightRules(neurons: 4, minAllowed: 1, limit: 0.3), uids: [0, 1, 2, 3], weights: [1, 2, 3, 14],
            outUIDs: [0, 1, 2, 3],
            out: [0.1333335041999817, 0.2666670083999634, 0.2999997138977051, 0.2999997138977051]),
        Case(
            rules: WeightRules(neurons: 6, minAllowed: 4, limit: 1), uids: [0, 1], weights: [1, 3],
            outUIDs: [0, 1, 2, 3, 4, 5],
            out: [
                0.24999874830245972, 0.749991238117218, 2.4999624201882398e-06, 2.4999624201882398e-06,
                2.4999624201882398e-06, 2.4999624201882398e-06,
            ]),
        Case(
            rules: WeightRules(neurons: 3, minAllowed: 8, limit: 1), uids: [0, 1, 2], weights: [1, 2, 3],
            outUIDs: [0, 1, 2], out: [0.3333333432674408, 0.3333333432674408, 0.3333333432674408]),
        Case(
            rules: WeightRules(neurons: 5, minAllowed: 2, limit: 1), uids: [0, 1, 2, 3, 4], weights: [0, 0, 0, 0, 0],
            outUIDs: [0, 1, 2, 3, 4], out: [0.2, 0.2, 0.2, 0.2, 0.2]),
        Case(
            rules: WeightRules(neurons: 8, minAllowed: 2, limit: 0.5), uids: Array(0..<8), weights: tenths,
            quantile: 32768.0 / 65535, outUIDs: [4, 5, 6, 7],
            out: [0.19230769574642181, 0.23076924681663513, 0.26923078298568726, 0.3076923191547394]),
        Case(
            rules: WeightRules(neurons: 8, minAllowed: 6, limit: 0.5), uids: Array(0..<8), weights: tenths,
            quantile: 32768.0 / 65535, outUIDs: [2, 3, 4, 5, 6, 7],
            out: [
                0.09090909361839294, 0.12121212482452393, 0.1515151560306549, 0.1818181872367859, 0.21212121844291687,
                0.24242424964904785,
            ]),
        Case(
            rules: WeightRules(neurons: 8, minAllowed: 2, limit: 0.2), uids: [7, 3, 5, 1], weights: [5, 1, 2, 0],
            outUIDs: [7, 3, 5], out: [0.3333333432674408, 0.3333333432674408, 0.3333333432674408]),
    ]

    @Test("as the Python SDK does it", arguments: cases)
    func applied(sample: Case) throws {
        let (uids, weights) = try sample.rules.applied(
            to: sample.uids, weights: sample.weights, excluding: sample.quantile)
        #expect(uids == sample.outUIDs)
        #expect(weights.count == sample.out.count)
        // Python works in double precision where it adds the trace of weight.
        for (weight, expected) in zip(weights, sample.out) { #expect(abs(weight - expected) <= expected * 1e-6) }
    }

    @Test("the trace of weight goes beside each weight's own uid")
    func trace() throws {
        let rules = WeightRules(neurons: 6, minAllowed: 4, limit: 1)
        let (uids, weights) = try rules.applied(to: [5, 2], weights: [1, 3])
        #expect(uids == [0, 1, 2, 3, 4, 5])
        #expect(weights[2] > 0.7 && weights[5] > 0.2)
        #expect([0, 1, 3, 4].allSatisfy { weights[$0] < 0.0001 })
    }

    @Test("a uid that does not exist is refused")
    func unknown() {
        let rules = WeightRules(neurons: 2, minAllowed: 1, limit: 1)
        #expect(throws: BittensorError(.invalidWeights, "")) { try rules.applied(to: [2], weights: [1]) }
    }

    @Test("root weights are divided by their sum, as the Python README shows it")
    func root() throws {
        let rules = WeightRules(neurons: 64, minAllowed: 1, limit: 1)
        let weights = try RootWeights([0.5, 10], for: [1, 2], rules: rules)
        #expect(weights.normalized.map { ($0 * 10000).rounded() / 10000 } == [0.0476, 0.9524])
        for (netuids, weights) in [([1, 2], [0.5]), ([1, 1], [1, 2]), ([1], [0]), ([1], [-1]), ([], [])]
            as [([NetUID], [Float])]
        {
            #expect(throws: BittensorError(.invalidWeights, "")) {
                try RootWeights(weights, for: netuids, rules: rules)
            }
        }
    }
}
