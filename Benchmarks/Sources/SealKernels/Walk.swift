// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSealKernels

/// A row of nonces of one puzzle in the direction that its scheme walks at full speed.
struct Walk: CaseIterable {
    enum Scheme: String, CaseIterable { case register, powRegister = "pow-register" }
    enum Order: String, CaseIterable { case big, little }

    let scheme: Scheme
    let order: Order

    var name: String { "\(scheme.rawValue), \(order.rawValue)-endian" }

    static var allCases: [Walk] {
        Scheme.allCases.flatMap { scheme in Order.allCases.map { Walk(scheme: scheme, order: $0) } }
    }

    /// What comes before the nonce in the message of `pow-register`: its name, and 98 bytes of a pattern.
    static let powRegisterPrefix: [UInt8] =
        Array("subtensor-pow-register-v1".utf8) + (0..<98).map { UInt8(truncatingIfNeeded: $0 * 7 + 3) }

    /// Candidates are the seals with `zeroBits` leading zeros.
    func puzzle(zeroBits: Int) -> seal_puzzle {
        let limit = seal_limit(
            threshold: UInt64.max >> UInt64(zeroBits), order: UInt32(order == .big ? seal_order_big : seal_order_little)
        )
        var puzzle = seal_puzzle()
        switch scheme {
        case .register: seal_puzzle_register(&puzzle, (0..<32).map { $0 &* 7 &+ 3 }, limit)
        case .powRegister: seal_puzzle_pow_register(&puzzle, Walk.powRegisterPrefix, limit)
        }
        return puzzle
    }

    /// The nonce at `index` of the row.
    ///
    /// Under `register` it begins shortly before the place where the part of the nonce that varies fastest turns over.
    /// Under `pow-register` laps of 1,024 nonces share their low five bytes, as the solver walks them: the next lap has
    /// those one higher.
    func nonce(at index: UInt64) -> UInt64 {
        switch scheme {
        case .register: return 1 << 32 - 5000 &+ index
        case .powRegister: return 5000 + index / lap | (index % lap) << 40
        }
    }

    /// How many nonces lie the native stride apart.
    private var lap: UInt64 { scheme == .register ? .max : UInt64(SEAL_TABLE_WORDS) }

    /// Calls `body` with the index of each candidate in `indices`, in order.
    func search(
        _ indices: Range<UInt64>, of puzzle: borrowing seal_puzzle, kernel: UnsafePointer<seal_kernel>,
        _ body: (UInt64) -> Void
    ) {
        let stride = seal_native_stride(puzzle.scheme)
        withUnsafePointer(to: puzzle) { puzzle in
            withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Int(SEAL_MAX_LANES)) { hits in
                var index = indices.lowerBound
                while index < indices.upperBound {
                    let start = nonce(at: index)
                    var found: UInt32 = 0
                    let tried = seal_walk(
                        puzzle, kernel, start, stride, min(indices.upperBound - index, lap - index % lap),
                        hits.baseAddress, UInt32(hits.count), &found)
                    for hit in hits.prefix(Int(found)) { body(index + (hit &- start) / stride) }
                    index += tried
                }
            }
        }
    }
}

/// The kernels that this machine can run, fastest first.
func availableKernels() -> [UnsafePointer<seal_kernel>] { (0..<seal_kernel_count()).compactMap(seal_kernel_at) }

extension UnsafePointer<seal_kernel> {
    var kernelName: String { String(cString: pointee.name) }
}

extension [UnsafePointer<seal_kernel>] {
    /// Only the one of this name; all of them when it is nil.
    func named(_ name: String?) -> Self { name == nil ? self : filter { $0.kernelName == name } }
}
