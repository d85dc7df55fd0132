// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// Whose history is meant.
public struct HistoryKeys: Hashable, Sendable {
    public let coldkeys: Set<AccountID>
    /// The hotkeys that they own.
    public let hotkeys: Set<AccountID>

    public init(coldkeys: Set<AccountID>, hotkeys: Set<AccountID>) {
        self.coldkeys = coldkeys
        self.hotkeys = hotkeys
    }
}
