// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstratePrimitives

extension Alpha {
    /// How much more it is; nothing where it is less.
    func above(_ other: Alpha) -> Alpha { Alpha(rao: rao - min(rao, other.rao)) }
}

extension NetUID {
    /// What people call it.
    var title: String { self == 0 ? "the root" : "subnet \(self)" }
}
