// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import ProofOfWork

@Suite struct CoreKindTests {
    private let status = "Name:\tbtcli\nCpus_allowed_list:\t0-5\n"

    @Test("Intel's hybrids have cores for performance and for efficiency")
    func hybrid() {
        let files = [
            "/proc/self/status": status, "/sys/devices/cpu_core/cpus": "0-3\n", "/sys/devices/cpu_atom/cpus": "4-19\n",
        ]
        let kinds = CoreKind.processors { files[$0] }
        #expect(kinds.keys.sorted() == Array(0...5))
        #expect(kinds[0] == CoreKind(name: "cpu_core"))
        #expect(kinds[5] == CoreKind(name: "cpu_atom"))
    }

    @Test("arm64 cores tell by their identification register")
    func arm() {
        var files = ["/proc/self/status": status]
        for processor in 0..<6 {
            files["/sys/devices/system/cpu/cpu\(processor)/regs/identification/midr_el1"] =
                processor < 4 ? "0x00000000411fd050\n" : "0x00000000413fd0c1\n"
        }
        let kinds = CoreKind.processors { files[$0] }
        #expect(kinds[3] == CoreKind(name: "midr 0x00000000411fd050"))
        #expect(kinds[4] == CoreKind(name: "midr 0x00000000413fd0c1"))
    }

    @Test("one kind of core, odd files or none: all are alike")
    func alike() {
        for list in ["0-5", "", "x", "0-99999999999", "7-9"] {
            let files = ["/proc/self/status": status, "/sys/devices/cpu_core/cpus": list]
            #expect(CoreKind.processors { files[$0] }.isEmpty)
        }
        #expect(CoreKind.processors { _ in nil }.isEmpty)
    }
}
