// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// A file that an option names, read whole.
struct InputFile: Sendable {
    private let path: String
    /// Written as the option has it, for refusals.
    private let written: String

    init(_ path: String, _ console: Console) {
        self.path = console.environment.expanded(path)
        written = path
    }

    /// The bytes of the file.
    func bytes(atMost limit: Int) throws(OutputFileError) -> [UInt8] {
        do {
            if let bytes = try PrivateFile.read(path, atMost: limit) { return bytes }
        } catch {
            throw OutputFileError(.notRead, "cannot read \(excerpt(written, limit: 1024)): \(error.reason)")
        }
        throw OutputFileError(.notRead, "cannot read \(excerpt(written, limit: 1024)): there is no such file")
    }

    /// The JSON document in the file.
    func json() throws -> WrittenValue {
        guard let text = String(validating: try bytes(atMost: 16 << 20), as: UTF8.self) else {
            throw CLIError(.usage, "\(excerpt(written, limit: 1024)) is no JSON: it is not UTF-8 text")
        }
        do {
            return try WrittenValue(json: text)
        } catch {
            throw CLIError(.usage, "\(excerpt(written, limit: 1024)) is no JSON document: \(error.reason)")
        }
    }

    /// The metadata of a runtime in the file: as it is, inside the option or the byte string of a node's answer, or as hex.
    func metadata() throws -> RuntimeMetadata {
        do {
            return try RuntimeMetadata(recorded: try bytes(atMost: 64 << 20))
        } catch let error as ClientError {
            throw ClientError(error.code, "\(excerpt(written, limit: 1024)): \(error.reason)")
        }
    }
}
