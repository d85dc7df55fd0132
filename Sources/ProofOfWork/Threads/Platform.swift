#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

/// What this target asks of the operating system: threads and their places, a lock to wait on, clocks, the processors,
/// small files, libraries.
enum Platform {
    struct ThreadHandle: @unchecked Sendable {
        // Joined once, by the one owner of the handle.
        fileprivate let thread: pthread_t
    }

    /// A library that was opened while the program runs, and stays open.
    struct Library: @unchecked Sendable {
        // The system's handle, good in every thread.
        private let handle: UnsafeMutableRawPointer

        struct NotOpened: Error {
            /// In the system's words.
            let reason: String
        }

        /// Opens the library at `path`, or of that name where the system looks for libraries.
        init(path: String) throws(NotOpened) {
            guard let handle = dlopen(path, RTLD_NOW) else {
                throw NotOpened(reason: dlerror().map { String(cString: $0) } ?? "\(path) cannot be opened")
            }
            self.handle = handle
        }

        /// The function of this name; the caller knows its C type.
        func function<Function>(_ name: String, as type: Function.Type = Function.self) -> Function? {
            guard let symbol = dlsym(handle, name) else { return nil }
            precondition(MemoryLayout<Function>.size == MemoryLayout.size(ofValue: symbol), "a C function is a pointer")
            return unsafeBitCast(symbol, to: type)
        }
    }

    /// Starts a thread, or returns nil when the system has no room for one. Its handle must be joined or detached.
    ///
    /// - Parameter name: shown by debuggers and `top`; Linux keeps 15 bytes.
    static func startThread(name: String, _ body: @escaping @Sendable () -> Void) -> ThreadHandle? {
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
        return ThreadHandle(thread: thread)
    }

    /// Waits for the thread to end: blocks.
    static func join(_ handle: ThreadHandle) { pthread_join(handle.thread, nil) }

    /// Lets the thread's remains be cleared away when it ends.
    static func detach(_ handle: ThreadHandle) { pthread_detach(handle.thread) }

    /// Binds the calling thread to one processor. False where the system refuses, or binds no threads (Darwin).
    static func pinThisThread(to processor: Int) -> Bool {
        #if os(Linux)
            guard let setAffinity, (0..<1_000_000).contains(processor) else { return false }
            var mask = [UInt64](repeating: 0, count: processor / 64 + 1)
            mask[processor / 64] = 1 << UInt64(processor % 64)
            // Thread 0 is the caller, see sched_setaffinity(2).
            return setAffinity(0, mask.count * MemoryLayout<UInt64>.size, mask) == 0
        #else
            return false
        #endif
    }

    /// The processor time that the calling thread has used.
    static func threadTime() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    /// e to the power of x, minus 1, exact also where that is nearly 0.
    static func exponentialMinusOne(_ x: Double) -> Double { expm1(x) }

    /// What the processor calls itself; nil where the system does not tell in one line.
    static func processorName() -> String? {
        #if canImport(Darwin)
            var text = [CChar](repeating: 0, count: 256)
            var size = text.count - 1
            guard sysctlbyname("machdep.cpu.brand_string", &text, &size, nil, 0) == 0 else { return nil }
            return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        #else
            return nil
        #endif
    }

    /// How many processors the machine has switched on.
    static func onlineProcessors() -> Int { Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// The first 64 KiB of a text file, or nil when it cannot be read.
    static func text(ofFile path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
            count = fread(buffer.baseAddress, 1, buffer.count, file)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

#if os(Linux)
    /// sched_setaffinity(2): a GNU extension that Swift's module of the C library hides, so it is looked up by name.
    /// A static binary has no such table, and then threads are not bound.
    private let setAffinity: (@Sendable @convention(c) (pid_t, Int, UnsafePointer<UInt64>) -> Int32)? = {
        guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "sched_setaffinity") else { return nil }
        return unsafeBitCast(symbol, to: (@Sendable @convention(c) (pid_t, Int, UnsafePointer<UInt64>) -> Int32).self)
    }()
#endif

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

/// A value that threads share under a lock, and on whose change they can wait without spinning.
final class Monitor<State: Sendable>: @unchecked Sendable {
    // `state` is touched only between lock and unlock of `mutex`; both primitives keep their address for life.
    private var state: State
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init(_ state: State) {
        self.state = state
        mutex.initialize(to: pthread_mutex_t())
        changed.initialize(to: pthread_cond_t())
        let status = (pthread_mutex_init(mutex, nil), pthread_cond_init(changed, nil))
        precondition(status == (0, 0), "a default mutex and condition can always be made")
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deinitialize(count: 1).deallocate()
        mutex.deinitialize(count: 1).deallocate()
    }

    /// Changes the state and wakes every thread that waits.
    func update(_ change: (inout State) -> Void) {
        pthread_mutex_lock(mutex)
        change(&state)
        pthread_cond_broadcast(changed)
        pthread_mutex_unlock(mutex)
    }

    /// What `answer` says about the state now.
    func read<Answer>(_ answer: (State) -> Answer) -> Answer {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return answer(state)
    }

    /// Blocks the thread until `answer` has one about the state.
    func wait<Answer>(for answer: (State) -> Answer?) -> Answer {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let answer = answer(state) { return answer }
            pthread_cond_wait(changed, mutex)
        }
    }
}
