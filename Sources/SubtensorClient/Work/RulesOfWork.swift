// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ProofOfWork
public import SubstrateClient

/// How a runtime takes work: which call, whose signature, which message, which byte order.
///
/// The rules changed three times, and a client that does not look loses its user's time or money.
public struct RulesOfWork: Hashable, Sendable {
    /// Who has to sign.
    public enum Signer: String, Hashable, Sendable {
        case hotkey, coldkey
    }

    public let scheme: SealScheme
    public let order: SealByteOrder
    /// The call of SubtensorModule that takes the work.
    public let call: String
    public let signer: Signer
    public let specVersion: UInt32
    /// What a user should know before relying on these rules; nil when nothing is in doubt.
    public let warning: String?

    /// The rules of a runtime.
    ///
    /// - Throws: `workNotChecked` where `register` would burn TAO, `noFaucet` where there is none.
    public init(for purpose: WorkPurpose, runtime: Runtime) throws(BittensorError) {
        specVersion = runtime.version.specVersion
        let metadata = runtime.metadata
        order = specVersion <= Self.lastBigEndian ? .big : .little
        // Spec 278 existed in both orders on a development branch.
        warning =
            specVersion == 278
            ? "spec 278 existed with both byte orders: if the seal is refused, try the order 'big'" : nil
        switch purpose {
        case .faucet:
            guard metadata.hasCall("SubtensorModule", "faucet") else {
                throw BittensorError(
                    .noFaucet, "this chain (spec \(specVersion)) has no faucet: only test chains built with one do")
            }
            (scheme, call, signer) = (.register, "faucet", .coldkey)
        case .registration where metadata.hasCall("SubtensorModule", "pow_register"):
            (scheme, call, signer) = (.powRegister, "pow_register", .coldkey)
        case .registration where specVersion <= Self.lastThatChecksRegister:
            (scheme, call, signer) = (.register, "register", .hotkey)
        case .registration:
            throw BittensorError(
                .workNotChecked,
                "this runtime (spec \(specVersion)) checks no work: its call 'register' burns TAO instead")
        }
    }

    /// These rules with what a user insists on.
    ///
    /// - Throws: `unsuitableRules` for a scheme that the runtime does not take, or `pow-register` read big-endian.
    public func overridden(scheme: SealScheme?, order: SealByteOrder?) throws(BittensorError) -> RulesOfWork {
        if let scheme, scheme != self.scheme {
            throw BittensorError(
                .unsuitableRules,
                "this runtime (spec \(specVersion)) takes work for '\(call)' only, which is scheme \(self.scheme.rawValue)"
            )
        }
        guard let order, order != self.order else { return self }
        guard self.scheme == .register else {
            throw BittensorError(.unsuitableRules, "the chain reads seals of scheme pow-register little-endian, always")
        }
        return RulesOfWork(
            scheme: self.scheme, order: order, call: call, signer: signer, specVersion: specVersion,
            warning:
                "spec \(specVersion) reads seals \(self.order.rawValue)-endian; searching \(order.rawValue)-endian as asked"
        )
    }

    private init(
        scheme: SealScheme, order: SealByteOrder, call: String, signer: Signer, specVersion: UInt32, warning: String?
    ) {
        self.scheme = scheme
        self.order = order
        self.call = call
        self.signer = signer
        self.specVersion = specVersion
        self.warning = warning
    }

    /// Mainnet read seals big-endian up to spec 277.
    private static let lastBigEndian: UInt32 = 277
    /// Since spec 395 `register` ignores the work and burns.
    private static let lastThatChecksRegister: UInt32 = 394
    /// The difficulty of the faucet, fixed in the pallet.
    public static let faucetDifficulty: UInt64 = 1_000_000
}

extension POWSolution {
    /// Whether it is too late to offer the work to a chain whose newest block is `head`.
    ///
    /// Stricter than `isStale` for `pow-register`: a transaction that waits one block must still be young enough.
    public func isTooOldToOffer(head: BlockNumber) -> Bool {
        let limit = scheme == .powRegister ? scheme.maximumHeadAge - 1 : scheme.maximumHeadAge
        return blockNumber.age(at: head) > limit
    }
}
