// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import SubstrateRuntime

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A file with a runtime in it, which a person names by its path or by the name under which it was saved.
struct RuntimeFile: Hashable, Sendable {
    /// The largest file that is read: the state of a large chain before its first block.
    static let mostBytes = ChainSpecification.largestFile

    let path: String
    /// Whether it is one that was saved under its name.
    let isSaved: Bool
    /// As the person wrote it, for refusals.
    private let written: String
    private let folder: String?

    /// The file that a text means: of a name, what was saved under it, or else the file that is called so.
    init(_ text: String, _ environment: Environment) {
        written = text
        folder = environment["HOME"].map { "\($0)/.bittensor/runtimes" }
        let saved = Self.isName(text) ? folder.map { "\($0)/\(text).wasm" } : nil
        isSaved = saved.map { PrivateFile.permissions($0) != nil } ?? false
        path = isSaved ? saved ?? text : environment.expanded(text)
    }

    /// The file of this path, whatever names there are.
    init(path text: String, _ environment: Environment) {
        written = text
        folder = nil
        isSaved = false
        path = environment.expanded(text)
    }

    /// Where a runtime is to be saved: below the home folder for a name, and else where the text says.
    ///
    /// - Throws: for what is neither a name nor a path with a folder or a suffix in it.
    init(saving text: String, _ environment: Environment) throws {
        written = text
        folder = environment["HOME"].map { "\($0)/.bittensor/runtimes" }
        isSaved = Self.isName(text)
        guard !isSaved else {
            guard let folder else {
                throw OutputFileError(.homeMissing, "there is no home folder for the runtime: set HOME, or name a file")
            }
            do { try PrivateFile.makeFolder(folder) } catch {
                throw OutputFileError(
                    .notWritten, "cannot make the folder \(excerpt(folder, limit: 1024)): \(error.reason)")
            }
            path = "\(folder)/\(text).wasm"
            return
        }
        guard text.contains(where: { "./".contains($0) }), text.allSatisfy({ $0 != "\0" }) else {
            throw CLIError(
                .usage,
                "\(excerpt(text)) is neither a name, of letters, digits, - and _, nor the path of a file: write ./NAME")
        }
        path = environment.expanded(text)
    }

    /// The runtime, and the chain that the file describes around it.
    static func read(_ text: String, _ environment: Environment) throws -> ChainSpecification {
        try RuntimeFile(text, environment).specification()
    }

    var exists: Bool { PrivateFile.permissions(path) != nil }

    func specification() throws -> ChainSpecification {
        let bytes: [UInt8]?
        do { bytes = try PrivateFile.read(path, atMost: Self.mostBytes) } catch {
            throw OutputFileError(.notRead, "cannot read \(excerpt(written, limit: 1024)): \(error.reason)")
        }
        guard let bytes else { throw missing }
        do { return try ChainSpecification(file: bytes) } catch {
            throw RuntimeError(error.code, "\(excerpt(written, limit: 1024)): \(error.reason)")
        }
    }

    /// The names under which runtimes were saved.
    private var savedNames: [String] {
        guard let folder, let files = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return [] }
        return files.filter { $0.hasSuffix(".wasm") }.map { String($0.dropLast(5)) }.filter(Self.isName).sorted()
    }

    private var missing: OutputFileError {
        guard Self.isName(written), folder != nil else {
            return OutputFileError(.notRead, "cannot read \(excerpt(written, limit: 1024)): there is no such file")
        }
        let saved = savedNames
        let hint =
            NearestName.of(written, in: saved).map { ", did you mean \($0)?" }
            ?? (saved.isEmpty
                ? ": 'btcli localnet runtime save' saves one"
                : ": saved are \(saved.prefix(8).joined(separator: ", "))")
        return OutputFileError(.notRead, "there is no runtime called \(excerpt(written))\(hint)")
    }

    private static func isName(_ text: String) -> Bool {
        let allowed = { (byte: UInt8) in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        return (1...64).contains(text.utf8.count) && text.utf8.allSatisfy(allowed)
    }
}
