// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstrateRuntime

extension Rehearsal {
    /// Why the chain would not do what the call says, with advice; nil where it would.
    public func error(of call: Call) -> BittensorError? {
        let (name, words): (String, String)
        switch ending {
        case .succeeded: return nil
        case .failedInside(let failure):
            (name, words) = (failure.name, "it would be carried out, and what is inside it would fail: \(failure)")
        case .failed(let failure):
            (name, words) = (failure.name, "it would do nothing, and its fee be taken all the same: \(failure)")
        case .refused(let refusal):
            name = refusal.custom.flatMap { ActionRefusal.poolErrors[$0] } ?? refusal.name
            words = "no block would take it: \(name)" + (name == refusal.name ? "" : ", \(refusal)")
        }
        let advice = ActionRefusal.advice[name]
        let sentence = words.hasSuffix(".") ? String(words.dropLast()) : words
        return BittensorError(
            advice?.code ?? .refusedByChain,
            "rehearsed upon block \(block), \(call) does not succeed: \(sentence). "
                + (advice.map { "\($0.words). " } ?? "") + "Nothing was sent")
    }
}
