// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC

extension Settings {
    /// The nodes that an option names, or else a setting; none of them for `none`, nil where nobody says anything.
    func endpoints(
        _ setting: Setting, given: [String], _ option: String
    ) throws(CLIError) -> [RPCEndpoint]? {
        let texts = given.isEmpty ? self[setting].map { [$0] } ?? [] : given
        guard !texts.isEmpty else { return nil }
        guard texts != ["none"] else { return [] }
        var endpoints: [RPCEndpoint] = []
        for text in texts {
            do {
                endpoints += try RPCEndpoint.list(asTyped: text)
            } catch {
                throw CLIError(.usage, "\(option): \(error.reason)")
            }
        }
        return endpoints
    }

    /// How long a lost connection is made again; nil for the default.
    var retryLimit: Duration? {
        if flag(.retryForever) == true { return NetworkOptions.forever }
        return number(.retryTime).map { .seconds($0) }
    }
}
