// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives

/// A block that is not the chain's yet, and what it has done with the pool.
struct MadeBlock: Sendable {
    var finished: FinishedBlock
    /// The extrinsics that it took, and what came inside of them, each with what it has brought about.
    var included: [(hash: Hash256, provides: [TransactionPool.Tag])] = []
    /// What no block will take.
    var refused: [Hash256] = []
    /// What is not valid any more, and what came inside of others and could not be carried out.
    var lost: [Hash256] = []
}

extension Localnet {
    /// How many extrinsics a block may have no room for before it counts as full.
    private static let mostSkipped = 8

    /// The next block, made of what waits in the pool.
    ///
    /// Nothing of it holds the state when this returns: a state that somebody holds is copied as a whole when the next block changes it.
    func nextBlock(on state: BlockState) throws(LocalnetError) -> MadeBlock {
        do throws(RuntimeFault) {
            var offers = Offers(to: try runtime.open(on: state, at: now))
            var queue = pool.ready
            while offers.skipped < Self.mostSkipped, let entry = queue.pop() {
                if offers.offer(entry) { queue.follow(entry) }
            }
            var made = MadeBlock(
                finished: try offers.builder.finish(), included: offers.included.map { ($0.hash, $0.provides) },
                refused: offers.refused, lost: offers.lost)
            for entry in pool.waitingForOthers(at: state.block)
            where (try? runtime.validate(entry.extrinsic.bytes, from: .external, on: state)) == nil {
                made.lost.append(entry.hash)
            }
            for content in offers.contents {
                // Its tags only the runtime can tell.
                let validity = try? runtime.validate(content.bytes, from: .inBlock, on: state)
                made.included.append((content.hash, validity?.provides ?? []))
            }
            return made
        } catch {
            let number = state.block.advanced(by: 1)
            throw LocalnetError(.blockNotMade, "block \(number) cannot be made: \(error.reason)")
        }
    }
}

/// What has become of the extrinsics that were offered to a block.
private struct Offers {
    var builder: any OpenBlock
    var included: [TransactionPool.Entry] = []
    var contents: [Extrinsic] = []
    var refused: [Hash256] = []
    var lost: [Hash256] = []
    var skipped = 0

    init(to builder: any OpenBlock) { self.builder = builder }

    /// Whether the block takes an extrinsic.
    mutating func offer(_ entry: TransactionPool.Entry) -> Bool {
        var applied: AppliedExtrinsic
        do {
            applied = try builder.apply(entry.extrinsic.bytes)
        } catch {
            switch error {
            case .exhaustsResources: skipped += 1
            // It stays for another block.
            case .future: break
            default: refused.append(entry.hash)
            }
            return false
        }
        included.append(entry)
        while let content = applied.content.map(Extrinsic.init) {
            guard let next = try? builder.apply(content.bytes) else {
                lost.append(content.hash)
                break
            }
            contents.append(content)
            applied = next
        }
        return true
    }
}
