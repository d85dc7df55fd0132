// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSealKernels
import Foundation
import SubstratePrimitives
import Testing

/// The kernels' source as OpenCL's drivers are given it.
@Suite struct OpenCLSourceTests {
    @Test("the text was made from the source beside it")
    func isCurrent() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let header = try Data(contentsOf: root.appending(path: "Sources/CSealKernels/include/seal_launch.h"))
        let source = try Data(contentsOf: root.appending(path: "Kernels/seal_search.cu"))
        let hash = Hashing.sha256([UInt8](header + source)).hex.dropFirst(2)
        #expect(String(cString: seal_opencl_c_hash()) == hash, "run Kernels/make-opencl")
    }

    @Test("the text begins with the structures, and has the kernels")
    func hasKernels() {
        let text = String(cString: seal_opencl_c())
        #expect(text.hasPrefix("#ifndef SEAL_LAUNCH_H\n"))
        #expect(text.contains("KERNEL seal_search("))
        #expect(text.contains("KERNEL seal_search_grid("))
    }
}
