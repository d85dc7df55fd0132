// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Synchronization

/// The uuids under which a dendrite calls.
///
/// An axon wants rising nonces per hotkey and uuid, but calls at the same time overtake each other. So of the calls to one
/// axon at the same time each has a uuid of its own; whoever calls one after the other needs but the first.
final class CallIdentities: Sendable {
    private struct State {
        var uuids: [String]
        /// Which uuids are in use, by axon. Axons without a call are not in it.
        var used: [AccountID: [Bool]] = [:]
    }

    /// `used` never has more entries per axon than there are uuids.
    private let state: Mutex<State>

    init(first uuid: String) { state = Mutex(State(uuids: [uuid])) }

    /// Takes the first free uuid for a call to this axon.
    func take(for axon: AccountID) -> (index: Int, uuid: String) {
        state.withLock { state in
            var used = state.used[axon] ?? []
            let index = used.firstIndex(of: false) ?? used.count
            if index == used.count { used.append(true) } else { used[index] = true }
            state.used[axon] = used
            while state.uuids.count <= index { state.uuids.append(RandomID.uuid1()) }
            return (index, state.uuids[index])
        }
    }

    /// Gives it back when the call has ended.
    func giveBack(_ index: Int, for axon: AccountID) {
        state.withLock { state in
            state.used[axon]?[index] = false
            while state.used[axon]?.last == false { state.used[axon]?.removeLast() }
            if state.used[axon]?.isEmpty == true { state.used[axon] = nil }
        }
    }
}
