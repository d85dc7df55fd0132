// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import ProofOfWork

@Suite struct ProcessorModelTests {
    @Test("a processor's name has its numbers in it")
    func model() {
        let epyc =
            "processor\t: 0\ncpu family\t: 26\nmodel\t\t: 2\nmodel name\t: AMD EPYC\n\nprocessor\t: 1\nmodel name\t: B\n"
        #expect(ProcessorModel.name(inCPUInfo: epyc) == "AMD EPYC, cpu family 26, model 2")
        let arm = "processor\t: 0\nCPU implementer\t: 0x41\nCPU part\t: 0xd40\n"
        #expect(ProcessorModel.name(inCPUInfo: arm) == "CPU implementer 0x41, CPU part 0xd40")
        #expect(ProcessorModel.name(inCPUInfo: nil) == "unknown")
        #expect(ProcessorModel.name(inCPUInfo: "model name\t: \(String(repeating: "x", count: 999))").count == 200)
    }
}
