// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation

/// Which tests a run is to do: all of them, or, in the quick lane, none that needs Python or a password's key at full cost.
public enum Lane {
    public static let isWhole = ProcessInfo.processInfo.environment["SWIFT_BITTENSOR_TESTS"] != "quick"
    /// Why a test is left out of the quick lane.
    public static let password = "left out of the quick lane: a password at full cost"
}
