// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork

/// What was typed: a command and options, each of which has one value or more.
///
/// Hand-made, so that the program needs no other package.
struct Arguments {
    struct Mistake: Error {
        let reason: String
    }

    let command: String
    private var options: [String: [String]]

    init(_ words: [String]) throws(Mistake) {
        var words = words[...]
        command = words.popFirst() ?? "help"
        options = [:]
        var name: String?
        for word in words {
            if word.hasPrefix("--") {
                name = String(word.dropFirst(2))
                options[name ?? "", default: []] += []
            } else if let name {
                options[name, default: []].append(word)
            } else {
                throw Mistake(reason: "\(word) is no option: options begin with --")
            }
        }
    }

    /// The one value of an option; nil when it was not given.
    mutating func take<Value>(_ name: String, _ parse: (String) throws -> Value?) throws(Mistake) -> Value? {
        guard let values = options.removeValue(forKey: name) else { return nil }
        guard values.count == 1 else { throw Mistake(reason: "--\(name) takes one value, not \(values.count)") }
        return try value(values[0], of: name, parse)
    }

    /// All values of an option; nil when it was not given.
    mutating func takeAll<Value>(_ name: String, _ parse: (String) throws -> Value?) throws(Mistake) -> [Value]? {
        guard let texts = options.removeValue(forKey: name) else { return nil }
        var values: [Value] = []
        for text in texts { values.append(try value(text, of: name, parse)) }
        return values
    }

    /// Throws when an option is left that nobody has taken.
    func end() throws(Mistake) {
        if let name = options.keys.sorted().first {
            throw Mistake(reason: "seal-bench \(command) has no option --\(name)")
        }
    }

    private func value<Value>(
        _ text: String, of name: String, _ parse: (String) throws -> Value?
    ) throws(Mistake) -> Value {
        if let value = try? parse(text) { return value }
        throw Mistake(reason: "--\(name) cannot be \(text)")
    }
}

extension Arguments {
    /// Which cards, and how they are used: NVIDIA's, or with `--device opencl` OpenCL's.
    mutating func takeCards() throws(Mistake) -> CardOptions {
        let kind = try take("device") { ["cuda", "opencl"].contains($0) ? $0 : nil }
        return kind == "opencl" ? CardOptions(opencl: try takeOpenCL()) : CardOptions(cuda: try takeCUDA())
    }

    /// Whether `--device cpu` is there.
    mutating func takeProcessor() throws(Mistake) -> Bool {
        guard options["device"] == ["cpu"] else { return false }
        return try take("device") { $0 } != nil
    }

    private mutating func takeCUDA() throws(Mistake) -> CUDAOptions {
        var options = CUDAOptions()
        options.deviceIDs = try takeAll("dev-id") { Int($0) }
        options.threadsPerBlock = try take("tpb") { Int($0) }
        options.kernel = try take("cuda-kernel") { CUDAKernel(rawValue: $0) }
        if let nonces = try take("nonces-per-thread", { Int($0) }) { options.noncesPerThread = nonces }
        if let driver = try take("cuda-library", { $0 }) { options.library.driver = driver }
        if let management = try take("nvml-library", { $0 }) { options.library.management = management }
        return options
    }

    private mutating func takeOpenCL() throws(Mistake) -> OpenCLOptions {
        var options = OpenCLOptions()
        options.deviceIDs = try takeAll("dev-id") { Int($0) }
        options.groupSize = try take("tpb") { Int($0) }
        options.kernel = try take("opencl-kernel") { OpenCLKernel(rawValue: $0) }
        if let nonces = try take("nonces-per-thread", { Int($0) }) { options.noncesPerItem = nonces }
        if let path = try take("opencl-library", { $0 }) { options.library.path = path }
        return options
    }

    mutating func takeScheme() throws(Mistake) -> SealScheme {
        try take("scheme") { SealScheme(rawValue: $0) } ?? .register
    }

    mutating func takeOrder() throws(Mistake) -> SealByteOrder? { try take("order") { SealByteOrder(rawValue: $0) } }

    mutating func takeSeconds(_ name: String = "seconds") throws(Mistake) -> Duration? {
        try take(name) { text in Double(text).flatMap { $0 > 0 && $0 <= 86_400 ? .seconds($0) : nil } }
    }
}
