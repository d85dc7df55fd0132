// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// libzstd, as it is installed: opened when something is to be unpacked. The functions and types are those of `zstd.h`, which
/// have not changed since 1.4.
struct ZstandardLibrary: Sendable {
    // `ZSTD_inBuffer` and `ZSTD_outBuffer`.
    private struct Input {
        let source: UnsafeRawPointer?
        let size: Int
        var position: Int
    }

    private struct Output {
        let destination: UnsafeMutableRawPointer?
        let size: Int
        var position: Int
    }

    private typealias Create = @convention(c) () -> OpaquePointer?
    private typealias Free = @convention(c) (OpaquePointer?) -> Int
    private typealias Set = @convention(c) (OpaquePointer?, Int32, Int32) -> Int
    private typealias Step =
        @convention(c) (OpaquePointer?, UnsafeMutableRawPointer, UnsafeMutableRawPointer) -> Int
    private typealias IsError = @convention(c) (Int) -> UInt32
    private typealias ErrorName = @convention(c) (Int) -> UnsafePointer<CChar>?
    private typealias ContentSize = @convention(c) (UnsafeRawPointer?, Int) -> UInt64

    private let create: Create
    private let free: Free
    private let set: Set
    private let step: Step
    private let isError: IsError
    private let errorName: ErrorName
    private let contentSize: ContentSize

    #if canImport(Darwin)
        /// Homebrew's on Apple's processors and on Intel's, MacPorts'.
        static let paths = [
            "libzstd.1.dylib", "/opt/homebrew/lib/libzstd.1.dylib", "/usr/local/lib/libzstd.1.dylib",
            "/opt/local/lib/libzstd.1.dylib",
        ]
        private static let advice = "install it with: brew install zstd"
    #else
        static let paths = ["libzstd.so.1"]
        private static let advice = "install the package libzstd1, libzstd or zstd"
    #endif

    /// Opens the first library of these paths that is there; throws `missingLibrary`.
    init(paths: [String] = Self.paths) throws(RuntimeError) {
        guard let library = paths.lazy.compactMap({ try? DynamicLibrary(path: $0) }).first else {
            throw RuntimeError(
                .missingLibrary,
                "the runtime is compressed, and the library that unpacks it, \(paths[0]), is not here: \(Self.advice)")
        }
        guard let create: Create = library.function("ZSTD_createDCtx"),
            let free: Free = library.function("ZSTD_freeDCtx"),
            let set: Set = library.function("ZSTD_DCtx_setParameter"),
            let step: Step = library.function("ZSTD_decompressStream"),
            let isError: IsError = library.function("ZSTD_isError"),
            let errorName: ErrorName = library.function("ZSTD_getErrorName"),
            let contentSize: ContentSize = library.function("ZSTD_getFrameContentSize")
        else {
            throw RuntimeError(
                .missingLibrary, "the runtime is compressed, and \(paths[0]) is older than zstd 1.4: \(Self.advice)")
        }
        self.create = create
        self.free = free
        self.set = set
        self.step = step
        self.isError = isError
        self.errorName = errorName
        self.contentSize = contentSize
    }

    /// Unpacks the frames that `bytes` from `start` on are, to `limit` bytes at most, into memory that is the caller's to give back.
    func unpacked(_ bytes: [UInt8], from start: Int, limit: Int) throws(RuntimeError) -> UnsafeRawBufferPointer {
        let result = bytes.withUnsafeBytes { bytes in
            Result { () throws(RuntimeError) in
                try unpacked(UnsafeRawBufferPointer(rebasing: bytes[start...]), limit: limit)
            }
        }
        return try result.get()
    }

    private func unpacked(_ bytes: UnsafeRawBufferPointer, limit: Int) throws(RuntimeError) -> UnsafeRawBufferPointer {
        // The two values above are "unknown" and "no frame"; the latter is told by the stream.
        let size = contentSize(bytes.baseAddress, bytes.count)
        guard size >= UInt64.max - 1 || size <= UInt64(clamping: limit) else { throw Self.overLimit(limit) }
        guard let context = create() else {
            throw RuntimeError(.outOfMemory, "there is no memory to unpack the runtime in")
        }
        defer { _ = free(context) }
        // A frame may ask for a window of 64 MiB to unpack in, no more: `ZSTD_d_windowLogMax`.
        _ = set(context, 100, 26)

        var input = Input(source: bytes.baseAddress, size: bytes.count, position: 0)
        // Programs become about a fifth. One byte more than there may be shows that there are more.
        let most = max(1, limit < .max ? limit + 1 : limit)
        let expected = size < 1 << 31 ? Int(size) + 1 : bytes.count * 8 + 1
        var unpacked = GrowingBytes(capacity: min(expected, most), most: most)
        while true {
            let before = (input.position, unpacked.count)
            let status = unpacked.append { room in
                var output = Output(destination: room.baseAddress, size: room.count, position: 0)
                let status = step(context, &output, &input)
                return (status, output.position)
            }
            guard isError(status) == 0 else {
                let name = errorName(status).map { String(cString: $0) } ?? "error \(status)"
                throw RuntimeError(.damagedCompression, "the compressed runtime is damaged: zstd says: \(name)")
            }
            guard unpacked.count <= limit else { throw Self.overLimit(limit) }
            // 0: a frame is complete.
            if status == 0, input.position == input.size { return unpacked.finish() }
            guard (input.position, unpacked.count) != before else {
                throw RuntimeError(
                    .damagedCompression, "the compressed runtime is cut: it ends after \(bytes.count) bytes")
            }
        }
    }

    private static func overLimit(_ limit: Int) -> RuntimeError {
        RuntimeError(.overLimit, "the compressed runtime unpacks to more than the limit of \(limit) bytes")
    }
}
