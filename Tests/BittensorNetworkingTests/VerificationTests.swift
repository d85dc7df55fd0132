// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import SubstratePrimitives
import Testing

@testable import BittensorNetworking

@Suite("Signatures and nonces")
struct VerificationTests {
    @Test("Signatures are judged as in Python", arguments: SynapseVectors.cases("sign_verify"))
    func signatures(_ vector: VectorCase) throws {
        let account = try? AccountID(ss58: vector.text("hotkey"))
        let isValid = account.map {
            SynapseSignature.isValid(vector["signature"]?.text ?? "", of: vector.text("message"), by: $0)
        }
        #expect(isValid ?? false == vector.bool("valid"))
    }

    /// What Python lets through and we do not, by the words that we refuse it with.
    private static let refusedHere = [
        "signature absent": "Missing Signature", "signature empty": "Missing Signature",
        "timeout nan disables the window":
            "Nonce is too old: acceptable delta is 4.00 seconds but request was 3600.00 seconds old",
        "timeout inf disables the window":
            "Nonce is too old: acceptable delta is 124.00 seconds but request was 3600.00 seconds old",
        "far future is accepted": "Nonce is from the future: set the clock of the caller or of the axon",
        "stored nonce: the window is not checked any more":
            "Nonce is too old: acceptable delta is 16.00 seconds but request was 3600.00 seconds old",
        "version absent, stale: window not checked":
            "Nonce is too old: acceptable delta is 16.00 seconds but request was 60.00 seconds old",
    ]

    /// What only the switch for old callers lets through.
    private static let monotonic: Set = [
        "client before 7.2.0, tiny monotonic nonce, none stored", "client before 7.2.0, stored smaller",
        "client before 7.2.0, stored equal", "legacy version number 694 (SDK 6.9.4)",
        "version absent, stale: window not checked",
    ]

    @Test("Callers are judged as in Python, but for the holes", arguments: SynapseVectors.cases("default_verify"))
    func callers(_ vector: VectorCase) throws {
        let outcome = try outcome(vector, acceptsMonotonicNonces: false)
        if let refusal = Self.refusedHere[vector.description] {
            #expect(outcome?.message == "Not Verified with error: \(refusal)")
        } else if Self.monotonic.contains(vector.description) {
            #expect(outcome?.reason == .nonce)
        } else {
            #expect((outcome == nil) == vector.bool("accepted"), "\(outcome?.message ?? "")")
            if let text = vector["error"]?.text, outcome?.reason == .nonce {
                #expect(outcome?.message == "Not Verified with error: \(text)")
            }
        }
    }

    @Test(
        "The switch lets callers with old SDKs in",
        arguments: SynapseVectors.cases("default_verify").filter { monotonic.contains($0.description) })
    func oldCallers(_ vector: VectorCase) throws {
        let outcome = try outcome(vector, acceptsMonotonicNonces: true)
        #expect((outcome == nil) == vector.bool("accepted"))
    }

    @Test(
        "Clocks that are ahead and timeouts without end pass when the policy says so",
        arguments: SynapseVectors.cases("default_verify").filter {
            ["far future is accepted", "timeout inf disables the window"].contains($0.description)
        })
    func wideWindow(_ vector: VectorCase) throws {
        var policy = NoncePolicy()
        policy.allowedLead = .seconds(1_000_000_000)
        policy.longestTimeout = .seconds(1_000_000)
        #expect(try outcome(vector, policy) == nil)
    }

    private func outcome(_ vector: VectorCase, acceptsMonotonicNonces: Bool) throws -> CallRefusal? {
        var policy = NoncePolicy()
        policy.acceptsMonotonicNonces = acceptsMonotonicNonces
        return try outcome(vector, policy)
    }

    /// Verifies and accepts the caller of a vector; the refusal, or nil.
    private func outcome(_ vector: VectorCase, _ policy: NoncePolicy) throws -> CallRefusal? {
        let acceptsMonotonicNonces = policy.acceptsMonotonicNonces
        let now = try Int64(json: vector["now_ns"] ?? .null)
        var headers = SynapseHeaders()
        headers.dendrite = try TerminalInfo(json: vector["dendrite"] ?? .null)
        headers.timeout = try Double?(json: vector["timeout"] ?? .null)
        headers.computedBodyHash = vector["computed_body_hash"]?.text
        let ledger = try NonceLedger(capacity: 100, now: now, lead: .zero)
        if let stored = try Int64?(json: vector["stored_nonce"] ?? .null), let address = headers.dendrite.hotkey {
            let key = NonceLedger.Caller(hotkey: try AccountID(ss58: address), uuid: headers.dendrite.uuid)
            let isOld = headers.dendrite.version ?? 0 < SDKVersion.wallClockNonces
            let kind: NonceLedger.Kind = acceptsMonotonicNonces && isOld ? .monotonic : .wall
            #expect(try ledger.accept(key, stored, kind, now: stored) == .fresh)
        }
        let verifier = CallerVerifier(
            hotkey: try AccountID(ss58: vector.text("axon_hotkey")), policy: policy, ledger: ledger,
            clock: WallClock { now })
        do throws(CallRefusal) {
            try verifier.accept(try verifier.verify(headers))
            return nil
        } catch {
            return error
        }
    }

    @Test("A full ledger forgets the oldest and lets none of them be replayed")
    func ledger() throws {
        let ledger = try NonceLedger(capacity: 10, now: .max, lead: .zero)
        let callers = (0..<100).map { NonceLedger.Caller(high: UInt64($0), low: 1) }
        for (index, caller) in callers.enumerated() {
            #expect(try ledger.accept(caller, Int64(1000 + index), .wall, now: .max) == .fresh)
            #expect(ledger.count <= 10)
        }
        for (index, caller) in callers.enumerated() {
            #expect(try ledger.accept(caller, Int64(1000 + index), .wall, now: .max) == .used)
        }
        #expect(try ledger.accept(callers[0], 1100, .wall, now: .max) == .fresh)
    }

    @Test("Callers with old clocks are never forgotten; new ones are turned away when there are too many")
    func monotonicLedger() throws {
        let ledger = try NonceLedger(capacity: 2, now: .max, lead: .zero)
        let callers = (0..<3).map { NonceLedger.Caller(high: UInt64($0), low: 1) }
        #expect(try ledger.accept(callers[0], 5, .monotonic, now: .max) == .fresh)
        #expect(try ledger.accept(callers[1], 5, .monotonic, now: .max) == .fresh)
        #expect(try ledger.accept(callers[2], 5, .monotonic, now: .max) == .full)
        #expect(try ledger.accept(callers[0], 5, .monotonic, now: .max) == .used)
        #expect(try ledger.accept(callers[0], 6, .monotonic, now: .max) == .fresh)
    }
}
