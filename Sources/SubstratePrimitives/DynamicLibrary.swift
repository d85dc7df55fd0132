// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

/// A library that was opened while the program runs, and stays open.
package struct DynamicLibrary: @unchecked Sendable {
    // The system's handle, good in every thread.
    private let handle: UnsafeMutableRawPointer

    package struct NotOpened: Error {
        /// In the system's words.
        package let reason: String
    }

    /// Opens the library at `path`, or of that name where the system looks for libraries.
    package init(path: String) throws(NotOpened) {
        guard let handle = dlopen(path, RTLD_NOW) else {
            throw NotOpened(reason: dlerror().map { String(cString: $0) } ?? "\(path) cannot be opened")
        }
        self.handle = handle
    }

    /// The function of this name; the caller knows its C type.
    package func function<Function>(_ name: String, as type: Function.Type = Function.self) -> Function? {
        guard let symbol = dlsym(handle, name) else { return nil }
        precondition(MemoryLayout<Function>.size == MemoryLayout.size(ofValue: symbol), "a C function is a pointer")
        return unsafeBitCast(symbol, to: type)
    }
}
