// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The modules of a code, and which of them belong to its patterns.
struct QRCanvas: Hashable, Sendable {
    let size: Int
    private var isDark: [Bool]
    private var isPattern: [Bool]

    subscript(x: Int, y: Int) -> Bool { isDark[y * size + x] }

    /// Patterns and codewords, not masked yet.
    init(_ version: QRVersion, _ codewords: [UInt8]) {
        size = version.size
        isDark = [Bool](repeating: false, count: size * size)
        isPattern = isDark
        for place in 0..<size {
            setPattern(6, place, place.isMultiple(of: 2))
            setPattern(place, 6, place.isMultiple(of: 2))
        }
        for (x, y) in [(3, 3), (size - 4, 3), (3, size - 4)] { drawSquare(x, y, reach: 4) { $0 != 2 && $0 != 4 } }
        let places = version.alignments
        for x in places {
            for y in places where !((x == 6 && y == 6) || (x == 6 && y == size - 7) || (x == size - 7 && y == 6)) {
                drawSquare(x, y, reach: 2) { $0 != 1 }
            }
        }
        drawFormat(mask: 0)
        if version.number > 6 { drawVersion(version.number) }
        fill(with: codewords)
    }

    private mutating func setPattern(_ x: Int, _ y: Int, _ dark: Bool) {
        guard (0..<size).contains(x), (0..<size).contains(y) else { return }
        isDark[y * size + x] = dark
        isPattern[y * size + x] = true
    }

    private mutating func drawSquare(_ x: Int, _ y: Int, reach: Int, _ isDark: (Int) -> Bool) {
        for dy in -reach...reach {
            for dx in -reach...reach { setPattern(x + dx, y + dy, isDark(max(abs(dx), abs(dy)))) }
        }
    }

    /// Level and mask with their own correction, twice.
    private mutating func drawFormat(mask: Int) {
        let data = 0b01 << 3 | mask  // level L
        var remainder = data
        for _ in 0..<10 { remainder = remainder << 1 ^ (remainder >> 9) * 0x537 }
        let bits = (data << 10 | remainder) ^ 0x5412
        func bit(_ place: Int) -> Bool { bits >> place & 1 == 1 }
        for place in 0..<15 {
            switch place {
            case 0...5: setPattern(8, place, bit(place))
            case 6, 7: setPattern(8, place + 1, bit(place))
            case 8: setPattern(7, 8, bit(place))
            default: setPattern(14 - place, 8, bit(place))
            }
            if place < 8 {
                setPattern(size - 1 - place, 8, bit(place))
            } else {
                setPattern(8, size - 15 + place, bit(place))
            }
        }
        setPattern(8, size - 8, true)
    }

    /// The version with its own correction, twice.
    private mutating func drawVersion(_ version: Int) {
        var remainder = version
        for _ in 0..<12 { remainder = remainder << 1 ^ (remainder >> 11) * 0x1f25 }
        let bits = version << 12 | remainder
        for place in 0..<18 {
            let (far, near) = (size - 11 + place % 3, place / 3)
            setPattern(far, near, bits >> place & 1 == 1)
            setPattern(near, far, bits >> place & 1 == 1)
        }
    }

    /// Two columns at a time from the right, upwards and downwards in turn; the column of the timing pattern is left out.
    private mutating func fill(with codewords: [UInt8]) {
        var place = 0
        var isUpward = true
        for right in stride(from: size - 1, through: 1, by: -2).map({ $0 <= 6 ? $0 - 1 : $0 }) {
            for step in 0..<size {
                let y = isUpward ? size - 1 - step : step
                for x in [right, right - 1] where !isPattern[y * size + x] && place < 8 * codewords.count {
                    isDark[y * size + x] = codewords[place / 8] >> UInt8(7 - place % 8) & 1 == 1
                    place += 1
                }
            }
            isUpward.toggle()
        }
    }

    // MARK: Masks

    func masked(by mask: Int) -> QRCanvas {
        var canvas = self
        for y in 0..<size {
            for x in 0..<size where !isPattern[y * size + x] && Self.inverts(mask, x, y) {
                canvas.isDark[y * size + x].toggle()
            }
        }
        canvas.drawFormat(mask: mask)
        return canvas
    }

    private static func inverts(_ mask: Int, _ x: Int, _ y: Int) -> Bool {
        switch mask {
        case 0: (x + y) % 2 == 0
        case 1: y % 2 == 0
        case 2: x % 3 == 0
        case 3: (x + y) % 3 == 0
        case 4: (x / 3 + y / 2) % 2 == 0
        case 5: x * y % 2 + x * y % 3 == 0
        case 6: (x * y % 2 + x * y % 3) % 2 == 0
        default: ((x + y) % 2 + x * y % 3) % 2 == 0
        }
    }

    /// How hard it is to read: long runs, blocks, what looks like a corner, and too much of one colour.
    var penalty: Int {
        var penalty = 0
        for line in 0..<size {
            penalty += Self.penalty(of: (0..<size).map { self[$0, line] })
            penalty += Self.penalty(of: (0..<size).map { self[line, $0] })
        }
        for y in 0..<size - 1 {
            for x in 0..<size - 1
            where self[x, y] == self[x + 1, y] && self[x, y] == self[x, y + 1] && self[x, y] == self[x + 1, y + 1] {
                penalty += 3
            }
        }
        let share = 100 * isDark.count(where: \.self) / isDark.count
        return penalty + abs(share - 50) / 5 * 10
    }

    private static let corners = [
        [true, false, true, true, true, false, true, false, false, false, false],
        [false, false, false, false, true, false, true, true, true, false, true],
    ]

    private static func penalty(of line: [Bool]) -> Int {
        var penalty = 0
        var run = 0
        for (place, dark) in line.enumerated() {
            run = place > 0 && line[place - 1] == dark ? run + 1 : 1
            if run == 5 { penalty += 3 } else if run > 5 { penalty += 1 }
        }
        for start in 0...line.count - 11 where corners.contains(where: { line[start..<start + 11].elementsEqual($0) }) {
            penalty += 40
        }
        return penalty
    }
}
