// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
public import SubstrateClient
public import SubstrateFork
import SubstratePrimitives
import SubstrateRuntime

extension Subtensor {
    /// Tries an action on the chain's own rules before anything is signed: the runtime itself carries it out, here, upon the newest block
    /// or the one that this is pinned to.
    ///
    /// - Parameters:
    ///   - codes: Where the runtime's code is kept from one time to the next.
    ///   - questions: Where it is kept what such a rehearsal asks of the node, so that the next one takes fewer rounds.
    ///   - time: Unix time in milliseconds.
    /// - Throws: `ClientError` for what the node does not answer; `RuntimeError` for a runtime that cannot be run here.
    public func rehearse<Outcome>(
        _ action: PreparedAction<Outcome>, at time: UInt64, codes: any CodeMemory = NoCodeMemory(),
        questions: any QuestionMemory = NoQuestionMemory()
    ) async throws -> Rehearsal {
        let rehearsed = try await rehearse([action.transaction], at: time, codes: codes, questions: questions)
        guard let only = rehearsed.first else {
            throw RuntimeError(.invalidBlock, "the block that was tried has lost its transaction")
        }
        return only
    }

    /// Tries transactions one after the other in one block; see `rehearse(_:at:codes:questions:)` of an action.
    ///
    /// Nonces are counted on from what the block knows: what waits in the node's pool is not part of it.
    public func rehearse(
        _ transactions: [PlannedTransaction], at time: UInt64, codes: any CodeMemory = NoCodeMemory(),
        questions: any QuestionMemory = NoQuestionMemory()
    ) async throws -> [Rehearsal] {
        let state = try await state()
        let subject = state.subject(transactions.map(\.call))
        let fork = try await ChainFork.open(
            at: state, codes: codes, foreseeing: questions.questions(of: subject))
        let items = StorageItems(state.runtimeAfter.metadata)
        let tried = try await fork.trial(of: transactions.map(\.maker), at: time, checksSignatures: false) {
            (moment: ForkMoment, differences: [StateDifference]) throws(RuntimeError) -> Rehearsal.Stakes in
            moment.stakes(changedBy: differences, items)
        }
        questions.keep(fork.questions, of: subject)
        return zip(transactions, tried).map { Rehearsal($1, of: $0, upon: state, items) }
    }
}

extension ChainState {
    /// What a trial of these calls is about.
    func subject(_ calls: [Call]) -> ForkSubject {
        ForkSubject(
            genesisHash: client.genesisHash, specVersion: runtimeAfter.version.specVersion,
            name: calls.map { "\($0.pallet).\($0.name)" }.joined(separator: "+"))
    }
}

extension PlannedTransaction {
    /// The extrinsic without a signature, with the nonce that its signer has where it is tried.
    var maker: ChainFork.ExtrinsicMaker {
        { (moment: ForkMoment) throws(RuntimeError) -> Extrinsic in
            let nonce = try moment.call(RuntimeCall<UInt32>("AccountNonceApi", "account_nonce", signer))
            do throws(ClientError) { return try unfit(nonce: nonce) } catch {
                throw RuntimeError(.invalidBlock, error.reason)
            }
        }
    }
}

extension TriedExtrinsic {
    /// What was taken for carrying it out, as the runtime tells it.
    var fee: Balance? {
        let paid = events.last { $0.matches("TransactionPayment", "TransactionFeePaid") }
        return (paid?["actual_fee"] ?? paid?[1])?.uint64.map { Balance(rao: $0) }
    }
}

extension Rehearsal {
    fileprivate init(
        _ tried: TriedExtrinsic<Stakes>, of transaction: PlannedTransaction, upon state: ChainState,
        _ items: StorageItems
    ) {
        block = state.number
        runtime = state.runtimeAfter
        ending = tried.ending
        events = tried.events
        differences = tried.differences
        fee = tried.fee
        balances = tried.differences.compactMap { Change($0, items) }
        stakes = tried.after.keys.compactMap { place in
            let (before, after) = (tried.before[place], tried.after[place])
            guard let after, before != after else { return nil }
            return Change(owner: place, before: before ?? .zero, after: after)
        }
    }
}

extension Rehearsal.Change<AccountID, Balance> {
    /// The free balance that a changed value of `System.Account` tells; nil for any other, and where it is the same.
    fileprivate init?(_ difference: StateDifference, _ items: StorageItems) {
        guard difference.child == nil, let stored = items.item(of: difference.key), stored.pallet == "System",
            stored.item == "Account", let account = stored.keys.first??.account
        else { return nil }
        func free(_ bytes: [UInt8]?) -> Balance { bytes.flatMap { try? AccountBalance(scale: $0) }?.free ?? .zero }
        self.init(owner: account, before: free(difference.before), after: free(difference.after))
        guard before != after else { return nil }
    }
}

extension ForkMoment {
    /// What is staked in the places whose stake was changed, as far as the runtime tells it.
    fileprivate func stakes(changedBy differences: [StateDifference], _ items: StorageItems) -> Rehearsal.Stakes {
        var stakes: Rehearsal.Stakes = [:]
        for difference in differences where difference.child == nil {
            guard let place = items.item(of: difference.key)?.stakePlace, stakes[place] == nil else { continue }
            let question = RuntimeCall<StakeInfo?>.stake(of: place.coldkey, on: place.hotkey, place.netuid)
            do throws(RuntimeError) { stakes[place] = try call(question)?.stake ?? .zero } catch { continue }
        }
        return stakes
    }
}

extension StoredItem {
    /// The place whose stake an entry of `SubtensorModule.Alpha`, or of a successor of that name, is about.
    fileprivate var stakePlace: Rehearsal.StakePlace? {
        guard pallet == "SubtensorModule", item.hasPrefix("Alpha"), keys.count == 3, let hotkey = keys[0]?.account,
            let coldkey = keys[1]?.account, let netuid = keys[2]?.uint64.flatMap(UInt16.init(exactly:))
        else { return nil }
        return Rehearsal.StakePlace(coldkey: coldkey, hotkey: hotkey, netuid: NetUID(netuid))
    }
}
