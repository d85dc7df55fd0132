// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Which kernel won a race on this machine.
public struct KernelRecord: Hashable, Sendable, Codable {
    /// What was searched.
    public let scheme: SealScheme
    /// The kind of core that it was searched on: `any` where all are alike, or no thread is bound.
    public let core: String
    /// The fastest kernel's name.
    public let kernel: String

    public init(scheme: SealScheme, core: String, kernel: String) {
        self.scheme = scheme
        self.core = core
        self.kernel = kernel
    }
}
