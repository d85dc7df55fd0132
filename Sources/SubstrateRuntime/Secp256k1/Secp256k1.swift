// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The curve of Bitcoin's and Ethereum's signatures, as far as it takes to find who signed (SEC 2, section 2.4.1; SEC 1,
/// section 4.1.6). For public values only.
enum Secp256k1 {
    typealias Number = PseudoMersenne.Number

    /// Why there is no signer: sp-io's `EcdsaVerifyError`.
    enum Failure: UInt8, Error {
        case badRS = 0
        case badV
        case badSignature
    }

    /// A point that is not at infinity.
    struct Point: Equatable {
        let x: Number
        let y: Number

        /// The coordinates, 64 bytes.
        var bytes: [UInt8] { x.bigEndianBytes + y.bigEndianBytes }
        /// The form of 33 bytes.
        var compressed: [UInt8] { [y.hasBit(0) ? 3 : 2] + x.bigEndianBytes }
    }

    static let field = PseudoMersenne(complement: Number(0x1_0000_03d1, 0, 0, 0))
    /// Modulo the number of points.
    static let scalars = PseudoMersenne(complement: Number(0x402d_a173_2fc9_bebf, 0x4551_2319_50b7_5fc4, 1, 0))
    static let generator = Point(
        x: Number(0x59f2_815b_16f8_1798, 0x029b_fcdb_2dce_28d9, 0x55a0_6295_ce87_0b07, 0x79be_667e_f9dc_bbac),
        y: Number(0x9c47_d08f_fb10_d4b8, 0xfd17_b448_a685_5419, 0x5da4_fbfc_0e11_08a8, 0x483a_da77_26a3_c465))

    /// Whose signature of `hash` this is.
    ///
    /// - Parameters:
    ///   - signature: r and s, 32 bytes each.
    ///   - recovery: Which of the points whose x is r: from 0 to 3.
    ///   - allowsOverflow: Whether numbers beyond the order are taken for what remains of them, as old runtimes do.
    static func signer(
        of hash: [UInt8], signature: ArraySlice<UInt8>, recovery: UInt8, allowsOverflow: Bool
    ) throws(Failure) -> Point {
        guard recovery < 4 else { throw .badV }
        var r = Number(bigEndian: signature.prefix(32))
        var s = Number(bigEndian: signature.dropFirst(32))
        guard allowsOverflow || scalars.isReduced(r) && scalars.isReduced(s) else { throw .badRS }
        r = scalars.reduce(r)
        s = scalars.reduce(s)
        guard r != .zero, s != .zero else { throw .badSignature }
        var x = r
        if recovery & 2 != 0 {
            let (sum, overflow) = PseudoMersenne.add(r, scalars.modulus)
            guard !overflow else { throw .badSignature }
            x = sum
        }
        guard let point = point(x: x, isOdd: recovery & 1 == 1) else { throw .badSignature }
        // r⁻¹ (s R − z G)
        let inverse = scalars.inverse(r)
        let z = scalars.reduce(Number(bigEndian: hash))
        let forPoint = scalars.multiply(inverse, s)
        let forGenerator = scalars.subtract(.zero, scalars.multiply(inverse, z))
        let sum = Jacobian.sum(of: point, times: forPoint, and: generator, times: forGenerator)
        guard let signer = sum.affine else { throw .badSignature }
        return signer
    }

    /// The point of this x whose y is odd, or even; nil when there is none.
    static func point(x: Number, isOdd: Bool) -> Point? {
        guard field.isReduced(x) else { return nil }
        let square = field.add(field.multiply(field.square(x), x), Number(7, 0, 0, 0))
        let root = field.power(square, squareRootExponent)
        guard field.square(root) == square else { return nil }
        return Point(x: x, y: root.hasBit(0) == isOdd ? root : field.subtract(.zero, root))
    }

    /// (p + 1) / 4
    private static let squareRootExponent = Number(
        0xffff_ffff_bfff_ff0c, 0xffff_ffff_ffff_ffff, 0xffff_ffff_ffff_ffff, 0x3fff_ffff_ffff_ffff)
}

// MARK: -

/// A point as (X / Z², Y / Z³); at infinity where Z is zero.
private struct Jacobian {
    typealias Number = PseudoMersenne.Number

    var x = Number(1, 0, 0, 0)
    var y = Number(1, 0, 0, 0)
    var z = Number.zero

    private static let field = Secp256k1.field

    static func sum(
        of a: Secp256k1.Point, times i: Number, and b: Secp256k1.Point, times j: Number
    ) -> Jacobian {
        var sum = Jacobian()
        for bit in stride(from: 255, through: 0, by: -1) {
            sum = sum.doubled
            if i.hasBit(bit) { sum = sum.adding(a) }
            if j.hasBit(bit) { sum = sum.adding(b) }
        }
        return sum
    }

    var doubled: Jacobian {
        let field = Self.field
        guard z != .zero, y != .zero else { return Jacobian() }
        let a = field.square(x)
        let b = field.square(y)
        let c = field.square(b)
        let d = twice(field.subtract(field.subtract(field.square(field.add(x, b)), a), c))
        let e = field.add(twice(a), a)
        let x3 = field.subtract(field.square(e), twice(d))
        let y3 = field.subtract(field.multiply(e, field.subtract(d, x3)), twice(twice(twice(c))))
        return Jacobian(x: x3, y: y3, z: twice(field.multiply(y, z)))
    }

    func adding(_ point: Secp256k1.Point) -> Jacobian {
        let field = Self.field
        guard z != .zero else { return Jacobian(x: point.x, y: point.y, z: Number(1, 0, 0, 0)) }
        let zz = field.square(z)
        let h = field.subtract(field.multiply(point.x, zz), x)
        let r = field.subtract(field.multiply(field.multiply(point.y, z), zz), y)
        guard h != .zero else { return r == .zero ? doubled : Jacobian() }
        let hh = field.square(h)
        let hhh = field.multiply(h, hh)
        let v = field.multiply(x, hh)
        let x3 = field.subtract(field.subtract(field.square(r), hhh), twice(v))
        let y3 = field.subtract(field.multiply(r, field.subtract(v, x3)), field.multiply(y, hhh))
        return Jacobian(x: x3, y: y3, z: field.multiply(z, h))
    }

    /// Nil at infinity.
    var affine: Secp256k1.Point? {
        let field = Self.field
        guard z != .zero else { return nil }
        let inverse = field.inverse(z)
        let square = field.square(inverse)
        return Secp256k1.Point(
            x: field.multiply(x, square), y: field.multiply(y, field.multiply(square, inverse)))
    }

    private func twice(_ a: Number) -> Number { Self.field.add(a, a) }
}
