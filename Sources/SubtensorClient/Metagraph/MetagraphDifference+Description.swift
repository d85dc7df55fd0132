// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

extension MetagraphDifference: CustomStringConvertible {
    /// One line that counts; the lists have the rest.
    public var description: String {
        let counts = [
            (replaced.count, "uids with another hotkey"), (changed.count, "neurons changed"),
            (reweighted.count, "with other weights"),
        ]
        let news = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return "subnet \(netuid), block \(from) to \(to): \(news.isEmpty ? "nothing" : news.joined(separator: ", "))"
    }
}

extension MetagraphDifference.Replacement: CustomStringConvertible {
    public var description: String {
        func name(_ hotkey: AccountID?) -> String { hotkey.map(\.description) ?? "nobody" }
        return "uid \(uid): \(name(before)) → \(name(after))"
    }
}

extension MetagraphDifference.Change: CustomStringConvertible {
    public var description: String { "uid \(uid): \(fields.map(\.rawValue).sorted().joined(separator: ", "))" }
}

extension NeuronMatrix: CustomStringConvertible {
    public var description: String { "NeuronMatrix(count: \(count), entries: \(entries.count))" }
}
