// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization
import Testing

@testable import ProofOfWork

@Suite struct ProcessorSensorsTests {
    /// The files of a machine, which change.
    private final class Files: Sendable {
        private let texts: Mutex<[String: String]>

        init(_ texts: [String: String]) { self.texts = Mutex(texts) }

        func text(_ path: String) -> String? { texts.withLock { $0[path] } }

        func write(_ text: String, _ path: String) { texts.withLock { $0[path] = text } }
    }

    private let start = ContinuousClock.now

    @Test("the hottest package, and the power of all since the second before")
    func intel() {
        let files = Files([
            "/sys/class/hwmon/hwmon0/name": "nvme\n", "/sys/class/hwmon/hwmon0/temp1_input": "99000\n",
            "/sys/class/hwmon/hwmon3/name": "coretemp\n", "/sys/class/hwmon/hwmon3/temp1_label": "Package id 0\n",
            "/sys/class/hwmon/hwmon3/temp1_input": "71000\n", "/sys/class/hwmon/hwmon3/temp2_label": "Core 0\n",
            "/sys/class/hwmon/hwmon3/temp2_input": "90000\n",
            "/sys/class/hwmon/hwmon4/name": "coretemp\n", "/sys/class/hwmon/hwmon4/temp1_label": "Package id 1\n",
            "/sys/class/hwmon/hwmon4/temp1_input": "73500\n",
            "/sys/class/powercap/intel-rapl:0/name": "package-0\n",
            "/sys/class/powercap/intel-rapl:0/energy_uj": "1000000\n",
            "/sys/class/powercap/intel-rapl:0/max_energy_range_uj": "262143328850\n",
            "/sys/class/powercap/intel-rapl:1/name": "package-1\n",
            "/sys/class/powercap/intel-rapl:1/energy_uj": "262143328850\n",
            "/sys/class/powercap/intel-rapl:1/max_energy_range_uj": "262143328850\n",
        ])
        let sensors = ProcessorSensors(reading: files.text)
        #expect(sensors.reading(at: start) == .init(temperature: 73, power: nil))
        // 300 J, and 200 J across the end of the counter's range.
        files.write("301000000\n", "/sys/class/powercap/intel-rapl:0/energy_uj")
        files.write("200000000\n", "/sys/class/powercap/intel-rapl:1/energy_uj")
        files.write("80000\n", "/sys/class/hwmon/hwmon3/temp1_input")
        #expect(sensors.reading(at: start + .milliseconds(900)).temperature == 73)
        #expect(sensors.reading(at: start + .seconds(2)) == .init(temperature: 80, power: 250))
    }

    @Test("a driver without labels, and no counters: a temperature alone")
    func alone() {
        let files = Files([
            "/sys/class/hwmon/hwmon1/name": "k10temp\n", "/sys/class/hwmon/hwmon1/temp1_input": "55250\n",
            "/sys/class/powercap/intel-rapl:0/name": "package-0\n",
        ])
        let sensors = ProcessorSensors(reading: files.text)
        #expect(sensors.reading(at: start) == .init(temperature: 55, power: nil))
        #expect(sensors.reading(at: start + .seconds(5)).power == nil)
    }

    @Test("nonsense is nothing", arguments: ["", "x", "-40000", "999999999", "1e5", "18446744073709551616"])
    func nonsense(_ text: String) {
        let files = Files([
            "/sys/class/hwmon/hwmon1/name": "k10temp", "/sys/class/hwmon/hwmon1/temp1_input": text,
            "/sys/class/powercap/intel-rapl:0/name": "package-0",
            "/sys/class/powercap/intel-rapl:0/energy_uj": "5",
            "/sys/class/powercap/intel-rapl:0/max_energy_range_uj": "100",
        ])
        let sensors = ProcessorSensors(reading: files.text)
        #expect(sensors.reading(at: start) == .init())
        files.write(text, "/sys/class/powercap/intel-rapl:0/energy_uj")
        #expect(sensors.reading(at: start + .seconds(5)).temperature == nil)
        #expect(ProcessorSensors(reading: { _ in nil }).reading(at: start) == .init())
    }
}
