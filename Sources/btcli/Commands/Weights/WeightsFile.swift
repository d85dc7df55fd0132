// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC
import SubtensorClient

/// A file with weights, in one of the forms that people write them in.
///
/// A uid and its weight on each line, with a blank, a comma, a colon or `=` between them, and comments behind `#`; or JSON, as
/// `{"3": 0.25, "7": 0.75}` or `{"uids": [3, 7], "weights": [0.25, 0.75]}`.
struct WeightsFile: Sendable {
    let path: String

    init(_ path: String) { self.path = path }

    /// Bytes; weights for all of 65,536 uids take less.
    private static let largest = 4 << 20

    /// The weights, by uid in order; at least one is above 0.
    func read() throws(BittensorError) -> [(uid: UInt16, weight: Double)] {
        let bytes: [UInt8]?
        do { bytes = try PrivateFile.read(path, atMost: Self.largest) } catch { throw unreadable(error.reason) }
        guard let bytes else { throw unreadable("there is no such file") }
        let pairs =
            bytes.first { ![0x20, 0x09, 0x0a, 0x0d].contains($0) } == UInt8(ascii: "{")
            ? try json(bytes) : try lines(bytes)
        var weights: [UInt16: Double] = [:]
        for (uid, weight) in pairs {
            guard weight >= 0, weight.isFinite, Float(weight).isFinite else {
                throw damaged("the weight \(weight) of uid \(uid) is no number from 0 up")
            }
            guard weights.updateValue(weight, forKey: uid) == nil else { throw damaged("uid \(uid) has two weights") }
        }
        guard weights.values.contains(where: { $0 > 0 }) else {
            throw damaged("no uid in it has a weight above 0")
        }
        return weights.sorted { $0.key < $1.key }.map { (uid: $0.key, weight: $0.value) }
    }

    private func lines(_ bytes: [UInt8]) throws(BittensorError) -> [(UInt16, Double)] {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw damaged("it is no text") }
        var pairs: [(UInt16, Double)] = []
        for (place, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let words = line.prefix { $0 != "#" }.split { $0.isWhitespace || [",", ";", ":", "="].contains($0) }
            if words.isEmpty { continue }
            guard words.count == 2, let uid = UInt16(words[0]), let weight = Double(words[1]) else {
                throw damaged(
                    "line \(place + 1), \(excerpt(String(line))), is not a uid and its weight, such as 3 0.25")
            }
            pairs.append((uid, weight))
        }
        return pairs
    }

    private func json(_ bytes: [UInt8]) throws(BittensorError) -> [(UInt16, Double)] {
        let object: [String: JSONValue]?
        do {
            object = try JSONValue(parsing: bytes, limits: JSONLimits(maxBytes: Self.largest)).object
        } catch {
            throw damaged("it is no JSON (\(error))")
        }
        guard let object else { throw damaged("it is no JSON object") }
        if let uids = object["uids"]?.array, let weights = object["weights"]?.array {
            guard uids.count == weights.count else {
                throw damaged("it has \(uids.count) uids and \(weights.count) weights")
            }
            return try zip(uids, weights).map { uid, weight throws(BittensorError) in
                try pair(uid.integer(as: UInt16.self), weight.double, "\(uid)")
            }
        }
        return try object.sorted { $0.key < $1.key }.map { name, weight throws(BittensorError) in
            try pair(UInt16(name), weight.double, name)
        }
    }

    private func pair(_ uid: UInt16?, _ weight: Double?, _ name: String) throws(BittensorError) -> (UInt16, Double) {
        guard let uid, let weight else {
            throw damaged("what it has for \(excerpt(name)) is not a uid and its weight")
        }
        return (uid, weight)
    }

    private func unreadable(_ reason: String) -> BittensorError {
        BittensorError(.damagedFile, "cannot read the weights in \(excerpt(path)): \(reason)")
    }

    private func damaged(_ reason: String) -> BittensorError {
        BittensorError(.damagedFile, "\(excerpt(path)) does not hold weights: \(reason)")
    }
}
