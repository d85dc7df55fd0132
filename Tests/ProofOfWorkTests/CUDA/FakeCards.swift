import Foundation
import Testing

@testable import ProofOfWork

/// The fake driver of Tests/FakeCUDA, loaded once more for each test, so that tests do not see each other's cards.
final class FakeCards: Sendable {
    let library: CUDALibrary
    private let copy: URL
    private let handle: DynamicLibrary

    /// - Parameter settings: see `settings` in fake_state.c.
    init(_ settings: [String: Int] = [:]) throws {
        let original = try Self.productsFolder().appending(path: "libFakeCUDA\(Self.suffix)")
        try #require(
            FileManager.default.fileExists(atPath: original.path),
            "\(original.path) is missing: build the whole package with its tests")
        // The system keeps one image per file.
        copy = FileManager.default.temporaryDirectory.appending(path: "fake-cuda-\(UUID().uuidString)\(Self.suffix)")
        try FileManager.default.copyItem(at: original, to: copy)
        handle = try DynamicLibrary(path: copy.path)
        library = CUDALibrary(driver: copy.path, management: copy.path)
        for (name, value) in settings { set(name, value) }
    }

    deinit { try? FileManager.default.removeItem(at: copy) }

    func set(_ name: String, _ value: Int) {
        let set: (@convention(c) (UnsafePointer<CChar>, Int) -> Int32)? = handle.function("fake_cuda_set")
        #expect(set?(name, value) == 1, "the fake has no setting \(name)")
    }

    subscript(name: String) -> Int {
        let get: (@convention(c) (UnsafePointer<CChar>) -> Int)? = handle.function("fake_cuda_get")
        return get?(name) ?? -1
    }

    /// How often a function of the driver was called.
    func calls(_ function: String) -> Int {
        let calls: (@convention(c) (UnsafePointer<CChar>) -> Int)? = handle.function("fake_cuda_calls")
        return calls?(function) ?? -1
    }

    /// Lets a function fail after so many more calls of it, on one card or on all.
    func fail(_ function: String, with result: Int32, after calls: Int = 0, device: Int32 = -1) {
        let fail: (@convention(c) (UnsafePointer<CChar>, Int32, Int, Int32) -> Void)? =
            handle.function("fake_cuda_fail")
        fail?(function, result, calls, device)
    }

    func options(devices: [Int]? = nil, kernel: CUDAKernel? = .plain) -> CUDAOptions {
        CUDAOptions(deviceIDs: devices, threadsPerBlock: 32, kernel: kernel, library: library)
    }

    func device(_ number: Int = 0) throws -> CUDADevice { try library.devices()[number] }

    func session(_ kernel: CUDAKernel? = .plain) throws -> CUDASession {
        try CUDASession(device(), options: options(kernel: kernel))
    }

    #if canImport(Darwin)
        private static let suffix = ".dylib"
    #else
        private static let suffix = ".so"
    #endif

    /// Where the build has put the tests, and the fake beside them.
    static func productsFolder() throws -> URL {
        #if canImport(Darwin)
            let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
            return try #require(bundle).bundleURL.deletingLastPathComponent()
        #else
            return URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        #endif
    }
}

extension CUDASession {
    /// The candidates among start, start + stride …, at the scheme's native stride, in launches of at most `size`.
    func candidates(of puzzle: SealPuzzle, start: UInt64, count: UInt64, size: UInt64 = 4096) throws -> [UInt64] {
        var source = CUDASource(puzzle, start: start)
        var found: [UInt64] = []
        var tried: UInt64 = 0
        while tried < count {
            try self.start(source.next(min(size, count - tried)))
            let outcome = try finish()
            guard let candidates = outcome.candidates else {
                source.takeBack(outcome.launch)
                continue
            }
            found += candidates
            tried += outcome.launch.nonces
        }
        #expect(tried == count)
        return found
    }
}
