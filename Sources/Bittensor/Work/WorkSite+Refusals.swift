import ProofOfWork
import SubstrateClient
import SubstratePrimitives

extension WorkSite {
    /// Names the first of the chain's checks that a refused solution does not pass.
    ///
    /// The transaction pool says no more than a number, and for most reasons the same one.
    func explain(_ error: ClientError, solution: POWSolution) async throws -> Refusal {
        let head = try await subtensor.client.header()
        if case .registration(let netuid) = purpose,
            let failed = try await RegistrationRequirements(site: self, netuid: netuid).firstFailure(at: head)
        {
            return failed
        }
        if let failed = try await workBlockFailure(of: solution, at: head) { return failed }
        if let failed = try await difficultyFailure(of: solution, at: head) { return failed }
        return Refusal(pool: error)
    }

    /// What is wrong with the block that the work is for; nil when nothing is.
    func workBlockFailure(of solution: POWSolution, at head: BlockHeader) async throws -> Refusal? {
        let work = "the work is for block \(solution.blockNumber), and the newest is \(head.number): "
        guard !solution.isStale(head: head.number) else {
            return Refusal(name: "InvalidWorkBlock", reason: "\(work)it is too old")
        }
        guard try await subtensor.client.blockHash(solution.blockNumber) == solution.puzzle.blockHash else {
            return Refusal(
                name: "InvalidWorkBlock", reason: "\(work)that block is no longer part of the chain")
        }
        if rules.scheme == .powRegister,
            let last = try await subtensor.client.storage(.lastPowRegistrationBlock(keys.hotkey), at: head.hash),
            last >= solution.blockNumber.rawValue
        {
            return Refusal(
                name: "InvalidWorkBlock",
                reason: "\(work)the hotkey's last registration was with work for block \(last)")
        }
        return nil
    }

    private func difficultyFailure(of solution: POWSolution, at head: BlockHeader) async throws -> Refusal? {
        guard case .puzzle(let puzzle) = try await situation(at: head), !puzzle.target.accepts(solution.seal) else {
            return nil
        }
        return Refusal(
            name: "InvalidDifficulty",
            reason: "the difficulty rose to \(puzzle.target.difficulty); the seal was for \(solution.difficulty)")
    }
}
