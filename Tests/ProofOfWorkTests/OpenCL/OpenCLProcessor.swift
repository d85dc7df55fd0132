// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import ProofOfWork

/// This machine's processor as a device of OpenCL, where a driver for it is installed: a compiler of its own, and hashes by
/// what it makes of the source.
enum OpenCLProcessor {
    static let device = (try? OpenCLLibrary.system.devices())?.first { $0.kind == .processor }

    static let missing: Comment = "no OpenCL driver for the processor is here (Debian: pocl-opencl-icd)"

    /// With groups that every driver allows: Mesa's has no larger ones on a processor.
    static func options(_ device: OpenCLDevice, kernel: OpenCLKernel = .plain) -> OpenCLOptions {
        OpenCLOptions(deviceIDs: [device.number], groupSize: 32, kernel: kernel)
    }

    static func session(kernel: OpenCLKernel) throws -> CardSession {
        let device = try #require(device)
        return try CardSession(options(device, kernel: kernel).station(for: device))
    }
}
