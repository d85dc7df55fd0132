// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CAllocation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What this process takes from its machine.
enum ProcessReading {
    /// Open file descriptors.
    static var descriptors: Int {
        // Asking each number is slow beside reading a folder, but the same everywhere.
        (0..<Int32(4096)).count { fcntl($0, F_GETFD) != -1 }
    }

    /// Memory that was asked for and not given back; 0 where the system does not tell. Unlike what is really there, it says
    /// nothing of holes between what is kept.
    static var allocatedMiB: Double { Double(allocated_bytes()) / 1_048_576 }

    /// Memory that is really there.
    static var residentMiB: Double {
        #if canImport(Darwin)
            var info = mach_task_basic_info()
            var count = mach_msg_type_number_t(MemoryLayout<mach_task_basic_info>.size / MemoryLayout<natural_t>.size)
            let result = withUnsafeMutablePointer(to: &info) { pointer in
                pointer.withMemoryRebound(to: integer_t.self, capacity: Int(count)) {
                    task_info(mach_task_self_, task_flavor_t(MACH_TASK_BASIC_INFO), $0, &count)
                }
            }
            return result == KERN_SUCCESS ? Double(info.resident_size) / 1_048_576 : 0
        #else
            // proc(5): the second number is the resident set, in pages.
            guard let file = fopen("/proc/self/statm", "r") else { return 0 }
            defer { fclose(file) }
            var text = [CChar](repeating: 0, count: 128)
            guard fgets(&text, Int32(text.count), file) != nil else { return 0 }
            let words = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
                .split(separator: " ")
            guard words.count > 1, let pages = Double(words[1]) else { return 0 }
            return pages * Double(sysconf(Int32(_SC_PAGESIZE))) / 1_048_576
        #endif
    }
}
