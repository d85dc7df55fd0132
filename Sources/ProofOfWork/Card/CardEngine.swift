// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSealKernels

/// A card in use, as its kind of driver has it. For one thread, which made it.
package protocol CardEngine: AnyObject {
    var card: any Card { get }
    /// The kernels that it can run and that may race, the plainest first.
    var variants: [String] { get }
    /// What `choose` has turned to last.
    var variant: String { get }
    var groupSize: Int { get }

    /// The sizes of a work group that are worth a race for this kernel, one or more.
    func groupSizes(of variant: String) throws(CardError) -> [Int]

    /// Turns to a kernel and a size of its work groups; throws `invalidOption` when the card cannot have such groups.
    func choose(_ variant: String, groupSize: Int) throws(CardError)

    /// The nonces that everything the card can hold at a time takes once.
    func wave() throws(CardError) -> UInt64

    /// Starts a launch in one of `CardSession.depth` lanes and returns at once.
    func start(_ launch: CardLaunch, lane: Int, noncesPerItem: Int) throws(CardError)

    /// Waits, asleep, for the launch in a lane.
    func finish(lane: Int) throws(CardError) -> CardReport
}

/// What a card says of a launch.
package struct CardReport {
    /// Nonces that it has tried.
    let tried: UInt64
    /// Hits that it has had: more than it reports when they had no room.
    let count: Int
    /// Each as segment << 32 | index, in no order.
    let hits: [UInt64]
}

extension CardReport {
    /// Reads what a kernel has written.
    init(_ report: UnsafeMutablePointer<seal_hits>) {
        tried = withUnsafeBytes(of: &report.pointee.tried) { bytes in
            bytes.bindMemory(to: UInt32.self).reduce(0) { $0 + UInt64($1) }
        }
        count = Int(report.pointee.count)
        hits = withUnsafeBytes(of: &report.pointee.hit) { [count] bytes in
            Array(bytes.bindMemory(to: UInt64.self).prefix(count))
        }
    }
}
