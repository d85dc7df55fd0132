import SubstrateClient
import SubstratePrimitives

/// The extrinsics that wait for a block, in the order in which they came.
struct TransactionPool: Sendable {
    /// As many as a real node holds by default.
    static let capacity = 8192

    private(set) var waiting: [SignedExtrinsic] = []
    private var tags: [String: Hash256] = [:]

    var isEmpty: Bool { waiting.isEmpty }

    /// Takes in an extrinsic; one with a higher tip takes the place of those it clashes with, which are returned.
    mutating func insert(_ extrinsic: SignedExtrinsic) throws(TransactionFault) -> [Hash256] {
        let hash = extrinsic.extrinsic.hash
        guard !contains(hash) else { throw .alreadyImported }
        let rivals = Set(extrinsic.tags.compactMap { tags[$0] })
        let beaten = waiting.filter { rivals.contains($0.extrinsic.hash) }
        guard beaten.allSatisfy({ $0.tip < extrinsic.tip }) else { throw .priorityTooLow }
        guard waiting.count - beaten.count < Self.capacity else { throw .poolFull }
        for rival in rivals { remove(rival) }
        waiting.append(extrinsic)
        for tag in extrinsic.tags { tags[tag] = hash }
        return Array(rivals)
    }

    mutating func remove(_ hash: Hash256) {
        guard let place = waiting.firstIndex(where: { $0.extrinsic.hash == hash }) else { return }
        for tag in waiting.remove(at: place).tags { tags[tag] = nil }
    }

    func contains(_ hash: Hash256) -> Bool { waiting.contains { $0.extrinsic.hash == hash } }

    /// The nonce after those of the account's extrinsics that can go one after the other.
    func nextNonce(of account: AccountID, after nonce: UInt32) -> UInt32 {
        var next = nonce
        while tags["\(account)#\(next)"] != nil { next += 1 }
        return next
    }
}
