// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Metrics
import Testing

#if canImport(Subnet)
    @testable import Subnet
#endif

@Suite("The page of metrics")
struct PrometheusTests {
    @Test("each kind has its form, in the order of the names")
    func page() {
        let registry = PrometheusRegistry()
        Timer(label: "call", dimensions: [("to", "a\"b\\c\n")], factory: registry).recordMilliseconds(250)
        Counter(label: "calls.all", factory: registry).increment(by: 2)
        Counter(label: "calls.all", factory: registry).increment()
        Gauge(label: "block", factory: registry).record(7)
        Gauge(label: "block", factory: registry).record(9)
        Meter(label: "load-1", factory: registry).set(0.5)
        Recorder(label: "size", factory: registry).record(3)
        Recorder(label: "size", factory: registry).record(4)
        #expect(
            registry.text == """
                # TYPE block gauge
                block 9.0
                # TYPE call_seconds summary
                call_seconds_count{to="a\\"b\\\\c\\n"} 1.0
                call_seconds_sum{to="a\\"b\\\\c\\n"} 0.25
                # TYPE calls_all_total counter
                calls_all_total 3.0
                # TYPE load_1 gauge
                load_1 0.5
                # TYPE size summary
                size_count 2.0
                size_sum 7.0

                """)
    }
}
