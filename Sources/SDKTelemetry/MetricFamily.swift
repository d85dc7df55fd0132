// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// The metrics of one name that differ in their labels: each is made when it is first needed, and kept.
///
/// Labels must come from a bounded set, for nothing is ever forgotten.
package final class MetricFamily<Label: Hashable & Sendable, Metric: Sendable>: Sendable {
    private let made = Mutex<[Label: Metric]>([:])
    private let make: @Sendable (Label) -> Metric

    package init(_ make: @escaping @Sendable (Label) -> Metric) { self.make = make }

    package subscript(label: Label) -> Metric {
        made.withLock { made in
            if let known = made[label] { return known }
            let metric = make(label)
            made[label] = metric
            return metric
        }
    }
}
