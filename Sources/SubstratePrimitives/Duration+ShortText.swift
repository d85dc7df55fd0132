// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension Duration {
    /// The duration in its two largest units, such as `3 min 20 s`; milliseconds below one second.
    package var shortText: String {
        let seconds = components.seconds
        if self < .seconds(1) { return "\((self / .milliseconds(1)).fixed(decimals: 1)) ms" }
        if self < .seconds(60) { return "\((self / .seconds(1)).fixed(decimals: 1)) s" }
        let (minute, hour, day, year): (Int64, Int64, Int64, Int64) = (60, 3600, 86_400, 31_557_600)
        switch seconds {
        case ..<hour: return "\(seconds / minute) min \(seconds % minute) s"
        case ..<day: return "\(seconds / hour) h \(seconds % hour / minute) min"
        case ..<year: return "\(seconds / day) d \(seconds % day / hour) h"
        case ..<(1000 * year): return "\(seconds / year) years"
        default: return "over 1000 years"
        }
    }
}
