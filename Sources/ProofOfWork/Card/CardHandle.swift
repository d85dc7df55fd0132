// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Something that the driver has given, and what gives it back: done when the last owner lets go.
///
/// Cards are used by one thread each, which also gives everything back.
final class CardHandle<Value> {
    let value: Value
    private let release: (Value) -> Void

    init(_ value: Value, release: @escaping (Value) -> Void) {
        self.value = value
        self.release = release
    }

    deinit { release(value) }
}
