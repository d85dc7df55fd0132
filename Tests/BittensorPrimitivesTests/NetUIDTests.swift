// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import Testing

@Test("a netuid orders and prints as its number")
func netuidIsANumber() {
    #expect(NetUID(2) < 10)
    #expect("\(NetUID(65_535))" == "65535")
}
