// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The simplified Shallue–van de Woestijne–Ulas map (RFC 9380, section 6.6.2), onto the curve y² = x³ + a x + b that the isogeny starts
/// from.
enum SimplifiedSWU {
    // Section 8.8.1.
    private static let a = Fp(
        hex: "144698a3b8e9433d693a02c96d4982b0ea985383ee66a8d8e8981aefd881ac98936f8da0e0f97f5cf428082d584c1d")
    private static let b = Fp(
        hex: "12e2908d11688030018b12e8753eee3b2016c1f0f24f4070a0b9c14fcef35ef55a23215a316ceaa5d1cc48e98e172be0")
    private static let z = Fp(11)

    static func map(_ u: Fp) -> (x: Fp, y: Fp) {
        let zuu = z * u.squared
        let inverse = (zuu.squared + zuu).inverse
        let first = inverse.isZero ? b * (z * a).inverse : -b * a.inverse * (.one + inverse)
        let (x, root) = point(first) ?? point(zuu * first) ?? (.zero, .zero)
        return (x, u.isOdd == root.isOdd ? root : -root)
    }

    /// The point with this x. Of the two that are tried, one exists: Z is no square.
    private static func point(_ x: Fp) -> (x: Fp, y: Fp)? {
        ((x.squared + a) * x + b).squareRoot.map { (x, $0) }
    }
}
