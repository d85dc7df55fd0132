// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstratePrimitives

/// The devices that a person names: `cpu`, `cuda`, `opencl`, one of them such as `cuda:0`, and several with commas between.
struct DeviceNames: Hashable, Sendable {
    /// Which of a kind.
    enum Choice: Hashable, Sendable {
        case all
        case only([Int])
    }

    /// What stands for whatever this machine has.
    enum Automatic: String, Hashable, Sendable {
        /// Every graphics card.
        case cards = "gpu"
        /// Every graphics card, or the processor where there is none.
        case best = "auto"
    }

    var usesProcessor = false
    var cuda: Choice?
    var opencl: Choice?
    var automatic: Automatic?

    static let processor = DeviceNames(usesProcessor: true)

    var hasCards: Bool { cuda != nil || opencl != nil || automatic != nil }

    init(
        usesProcessor: Bool = false, cuda: Choice? = nil, opencl: Choice? = nil, automatic: Automatic? = nil
    ) {
        self.usesProcessor = usesProcessor
        self.cuda = cuda
        self.opencl = opencl
        self.automatic = automatic
    }

    init(parsing text: String) throws(CLIError) {
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard let kind = parts.first else { continue }
            switch (kind, parts.count) {
            case ("cpu", 1): usesProcessor = true
            case ("cuda", _): cuda = try Self.adding(parts, to: cuda, word)
            case ("opencl", _): opencl = try Self.adding(parts, to: opencl, word)
            default:
                guard let automatic = Automatic(rawValue: text) else { throw Self.mistake(word) }
                self.automatic = automatic
            }
        }
    }

    private static func adding(
        _ parts: [Substring], to choice: Choice?, _ word: Substring
    ) throws(CLIError) -> Choice {
        guard parts.count > 1 else { return .all }
        guard let number = UInt16(parts[1]) else { throw mistake(word) }
        switch choice {
        case .all: return .all
        case .only(let numbers): return .only(numbers + [Int(number)])
        case nil: return .only([Int(number)])
        }
    }

    private static func mistake(_ word: Substring) -> CLIError {
        CLIError(
            .usage,
            "\(excerpt(word)) is no device: use cpu, cuda, opencl, one of their devices such as cuda:0, several with "
                + "commas between, or gpu or auto alone")
    }
}

extension DeviceNames.Choice {
    /// nil for all.
    var numbers: [Int]? {
        switch self {
        case .all: nil
        case .only(let numbers): numbers
        }
    }
}
