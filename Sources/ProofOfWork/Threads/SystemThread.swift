// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

/// A thread of the operating system, which somebody must join or detach, once.
struct SystemThread: @unchecked Sendable {
    // Only a name for the thread: good in every other one.
    private let thread: pthread_t

    /// Starts a thread, or is nil when the system has no room for one.
    ///
    /// - Parameter name: shown by debuggers and `top`; Linux keeps 15 bytes.
    init?(name: String, _ body: @escaping @Sendable () -> Void) {
        let start = Unmanaged.passRetained(ThreadStart(name: name, body: body))
        #if canImport(Darwin)
            var thread: pthread_t?
            let status = pthread_create(&thread, nil, { runThread($0) }, start.toOpaque())
        #else
            var handle = pthread_t()
            let status = pthread_create(&handle, nil, { runThread($0) }, start.toOpaque())
            let thread: pthread_t? = handle
        #endif
        guard status == 0, let thread else {
            start.release()
            return nil
        }
        self.thread = thread
    }

    /// Waits for the thread to end: blocks.
    func join() { pthread_join(thread, nil) }

    /// Lets the thread's remains be cleared away when it ends.
    func detach() { pthread_detach(thread) }
}

private final class ThreadStart: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
    }
}

private func runThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    let start = Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue()
    nameThisThread(start.name)
    start.body()
    return nil
}

/// A name is a help for people only: nothing depends on it, and a failure is of no consequence.
private func nameThisThread(_ name: String) {
    #if canImport(Darwin)
        pthread_setname_np(name)
    #else
        // pthread_setname_np is a GNU extension that Swift's Glibc module hides; this file is what it writes to.
        guard let file = fopen("/proc/thread-self/comm", "w") else { return }
        fputs(name, file)
        fclose(file)
    #endif
}
