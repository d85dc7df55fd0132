// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSealKernels
import SubstratePrimitives

/// One implementation of the seal search, written for one instruction set.
public struct SealKernel: Hashable, Sendable, CustomStringConvertible {
    /// A stable name, such as `portable`.
    public let name: String
    /// How many nonces one step tries.
    public let lanes: Int

    // Points at a constant of the dispatcher, which lives as long as the process and never changes.
    nonisolated(unsafe) let descriptor: UnsafePointer<seal_kernel>

    private init?(_ descriptor: UnsafePointer<seal_kernel>?) {
        guard let descriptor, let name = descriptor.pointee.name else { return nil }
        self.name = String(cString: name)
        self.lanes = Int(descriptor.pointee.lanes)
        self.descriptor = descriptor
    }

    /// The kernels that this machine can run; `portable` is the last. Their order says little: see ``fastest(for:)``.
    public static let available: [SealKernel] = (0..<seal_kernel_count()).compactMap { SealKernel(seal_kernel_at($0)) }

    /// The kernel of this name; throws `unknownKernel` when this machine has none.
    public static func named(_ name: String) throws(ProofOfWorkError) -> SealKernel {
        guard let kernel = available.first(where: { $0.name == name }) else {
            let names = available.map(\.name).joined(separator: ", ")
            throw ProofOfWorkError(
                .unknownKernel, "this machine has no kernel \(excerpt(name)): use one of \(names)")
        }
        return kernel
    }

    public static func == (lhs: SealKernel, rhs: SealKernel) -> Bool { lhs.name == rhs.name }
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
    public var description: String { name }
}
