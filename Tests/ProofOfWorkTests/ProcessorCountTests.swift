// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import ProofOfWork

@Suite struct ProcessorCountTests {
    @Test("this process may use at least one processor")
    func available() { #expect(ProcessorCount.available >= 1) }

    @Test(
        "cpuset lists",
        arguments: [
            ("0\n", [0]), ("\t0-3,8\n", [0, 1, 2, 3, 8]), ("2-2", [2]), ("", nil), ("3-1", nil), ("1-2-3", nil),
            ("-1", nil), ("a", nil), ("0-99999999999", nil),
        ] as [(String, Set<Int>?)])
    func lists(_ text: String, members: Set<Int>?) { #expect(ProcessorCount.processors(inList: text[...]) == members) }

    @Test("affinity counts only processors that are switched on")
    func affinity() {
        let files = [
            "/proc/self/status": "Name:\tbtcli\nCpus_allowed:\tff\nCpus_allowed_list:\t2-7\n",
            "/sys/devices/system/cpu/online": "0-3\n",
        ]
        #expect(ProcessorCount.count(online: 4) { files[$0] } == 2)
        #expect(ProcessorCount.count(online: 4) { _ in nil } == 4)
        #expect(ProcessorCount.count(online: -1) { _ in nil } == 1)
    }

    @Test("a quota of one and a half processors is worth two threads")
    func quotaRoundsUp() {
        let files = ["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/cpu.max": "150000 100000\n"]
        #expect(ProcessorCount.count(online: 8) { files[$0] } == 2)
        #expect(ProcessorCount.count(online: 1) { files[$0] } == 1)
    }

    @Test("cgroup version 2: the tightest quota on the path counts")
    func versionTwo() {
        let files = [
            "/proc/self/cgroup": "0::/a/b\n",
            "/sys/fs/cgroup/a/b/cpu.max": "max 100000\n",
            "/sys/fs/cgroup/a/cpu.max": "50000 100000\n",
            "/sys/fs/cgroup/cpu.max": "300000 100000\n",
        ]
        #expect(CgroupQuota.processors { files[$0] } == 0.5)
    }

    @Test("cgroup version 1: quota and period")
    func versionOne() {
        let folder = "/sys/fs/cgroup/cpu,cpuacct"
        var files = [
            "/proc/self/cgroup": "5:memory:/x\n4:cpu,cpuacct:/x\n",
            "\(folder)/x/cpu.cfs_quota_us": "250000\n", "\(folder)/x/cpu.cfs_period_us": "100000\n",
            "\(folder)/cpu.cfs_quota_us": "-1\n", "\(folder)/cpu.cfs_period_us": "100000\n",
        ]
        #expect(CgroupQuota.processors { files[$0] } == 2.5)
        files["\(folder)/x/cpu.cfs_quota_us"] = "-1\n"
        #expect(CgroupQuota.processors { files[$0] } == nil)
    }

    @Test("nonsense in a quota file limits nothing", arguments: ["", "max 100000", "x y", "0 100000", "1 0", "1"])
    func nonsense(_ text: String) { #expect(CgroupQuota.unified(text) == nil) }
}
