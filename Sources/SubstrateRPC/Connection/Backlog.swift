// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What was delivered and not read yet, the oldest first.
package struct Backlog<Element> {
    /// Places before `head` have been read; they go together, so that reading is not quadratic.
    private var places: [(element: Element?, weight: Int)] = []
    private var head = 0
    /// Of all elements together.
    package private(set) var weight = 0
    /// How many elements found no room.
    package private(set) var dropped: UInt64 = 0

    package init() {}

    package var count: Int { places.count - head }

    package var elements: some Sequence<Element> { places[head...].lazy.compactMap(\.element) }

    /// - Parameter weight: what it counts for, such as its bytes.
    package mutating func append(_ element: Element, weight: Int = 0) {
        places.append((element, weight))
        self.weight += weight
    }

    @discardableResult
    package mutating func popFirst() -> Element? {
        guard count > 0 else { return nil }
        let (element, weight) = places[head]
        places[head].element = nil
        self.weight -= weight
        head += 1
        if head * 2 >= places.count {
            places.removeFirst(head)
            head = 0
        }
        return element
    }

    /// Counts one that finds no room: the oldest, or one that is not there.
    package mutating func drop(oldest: Bool) {
        dropped += 1
        if oldest { popFirst() }
    }

    package mutating func clear() {
        places = []
        head = 0
        weight = 0
    }
}
