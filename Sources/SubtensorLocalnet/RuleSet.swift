// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork

/// Which runtime the embedded chain imitates where registration is concerned.
///
/// The other calls are a superset that exists under every rule set; <doc:WhatTheChainDoes> lists what else a rule set switches.
public enum RuleSet: String, Hashable, Sendable, CaseIterable {
    /// Spec 277: `register`, signed by the hotkey, seals read big-endian.
    case registerBigEndian = "register-big-endian"
    /// Spec 393: the same with seals read little-endian.
    case registerLittleEndian = "register-little-endian"
    /// Spec 425: `register` ignores the work and burns TAO from whoever signs.
    case burn
    /// Spec 475, today's mainnet: `pow_register`, signed by the coldkey, without fee; `register` burns.
    case powRegister = "pow-register"

    /// The `spec_version` that the chain reports.
    public var specVersion: UInt32 {
        switch self {
        case .registerBigEndian: 277
        case .registerLittleEndian: 393
        case .burn: 425
        case .powRegister: 475
        }
    }

    /// How `register` and `faucet` read a seal as a number.
    var sealOrder: SealByteOrder { self == .registerBigEndian ? .big : .little }

    /// Whether `register` checks work, instead of burning.
    var registerChecksWork: Bool { self == .registerBigEndian || self == .registerLittleEndian }

    /// Whether a subnet's epochs are counted in its state, instead of following from the block's number: since spec 423.
    var countsEpochs: Bool { self == .powRegister }

    /// Whether burned registrations know limits per block and per interval.
    var limitsBurnedRegistrations: Bool { registerChecksWork }

    /// What trading and registering for TAO costs besides: nothing in the oldest runtimes, up to spec 293 at least.
    var tradeFee: CallDeclaration.Fee { self == .registerBigEndian ? .free : .paid }

    /// The name of the error for a subnet that does not exist: it changed between spec 293 and 343.
    var subnetMissing: String { self == .registerBigEndian ? "SubNetworkDoesNotExist" : "SubnetNotExists" }
}
