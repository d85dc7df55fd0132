// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Where a runtime's log goes.
public struct RuntimeLog: Sendable {
    /// How much a line matters, the weightiest first.
    public enum Level: UInt8, Comparable, Sendable, CaseIterable {
        case error = 0
        case warning, info, debug, trace

        public static func < (lhs: Level, rhs: Level) -> Bool { lhs.rawValue < rhs.rawValue }
    }

    /// The least weighty lines that are wanted.
    public let level: Level
    /// Takes a line: its level, the part of the runtime that says it, and what it says. Text of a foreign program: anything
    /// may stand in it.
    public let sink: @Sendable (_ level: Level, _ target: String, _ message: String) -> Void

    public init(level: Level, sink: @escaping @Sendable (_ level: Level, _ target: String, _ message: String) -> Void) {
        self.level = level
        self.sink = sink
    }
}
