// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A card that is to search, how, and what makes it ready to.
package struct CardStation: Sendable {
    package let card: any Card
    let settings: CardSettings
    /// Called by the thread that will use the engine.
    let makeEngine: @Sendable () throws(CardError) -> any CardEngine
}

/// How a card is used; nil for what is found out on it.
package struct CardSettings: Hashable, Sendable {
    var variant: String?
    var groupSize: Int?
    var noncesPerItem: Int
}
