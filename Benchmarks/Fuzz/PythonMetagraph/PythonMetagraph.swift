// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

@testable import SubtensorClient

/// Feeds bytes to the reader of Python's saved metagraphs: as a file, and, for what an archive's checksum would keep
/// out, as the pickle within an archive. What is read must come back as it was, from either form.
@_cdecl("fuzzPythonMetagraph")
public func fuzzPythonMetagraph(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    if let python = try? PythonMetagraph(parsing: input) { check(python) }
    let storages = (0..<4).map { (name: "a/data/\($0)", bytes: [UInt8](repeating: UInt8($0), count: 8 << $0)) }
    guard let archive = try? StoredArchive.encoded([(name: "a/data.pkl", bytes: input)] + storages) else {
        preconditionFailure("a small archive cannot be written")
    }
    if let python = try? PythonMetagraph(parsing: archive) { check(python) }
    return 0
}

private func check(_ python: PythonMetagraph) {
    guard let metagraph = try? Metagraph(python, netuid: 1) else { return }
    precondition(metagraph.n == python.arrays.n, "a neuron was lost")
    // Single precision writes nothing else than it reads, but for what is no number.
    _ = (metagraph.S, metagraph.W.count, metagraph.B.count, metagraph.neurons.count)
    let arrays = MetagraphArrays(metagraph)
    for bytes in [try? PythonMetagraph(arrays).numpyFile(), try? PythonMetagraph(arrays).torchFile()] {
        guard let bytes, let again = try? PythonMetagraph(parsing: bytes) else {
            preconditionFailure("a metagraph cannot be read again")
        }
        for name in arrays.names { precondition(again.arrays[name] == arrays[name], "an array reads as another") }
    }
}
