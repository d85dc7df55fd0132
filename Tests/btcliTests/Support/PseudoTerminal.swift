// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation

/// A terminal without a screen, for a process to run in.
final class PseudoTerminal {
    /// The program's end.
    let slave: FileHandle
    private let master: Int32

    init() throws {
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        let name = try Self.unlockedSlave(of: master)
        let descriptor = open(name, O_RDWR | O_NOCTTY)
        guard descriptor >= 0 else { throw POSIXError(.ENODEV) }
        slave = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    private static func unlockedSlave(of master: Int32) throws -> String {
        #if os(Linux)
            // TIOCSPTLCK and TIOCGPTN (asm-generic/ioctls.h): glibc hides its functions for this from Swift.
            var (isLocked, number): (Int32, Int32) = (0, 0)
            guard ioctl(master, 0x4004_5431, &isLocked) == 0, ioctl(master, 0x8004_5430, &number) == 0 else {
                throw POSIXError(.ENODEV)
            }
            return "/dev/pts/\(number)"
        #else
            guard grantpt(master) == 0, unlockpt(master) == 0, let name = ptsname(master) else {
                throw POSIXError(.ENODEV)
            }
            return String(cString: name)
        #endif
    }

    deinit { close(master) }

    /// Whether it shows what is typed.
    var echoes: Bool {
        var settings = termios()
        return tcgetattr(slave.fileDescriptor, &settings) == 0 && settings.c_lflag & tcflag_t(ECHO) != 0
    }

    /// Types a line where nothing is shown, as soon as the program has seen to that.
    func typeHidden(_ line: String, to process: Process) {
        while echoes, process.isRunning { sched_yield() }
        type(line)
    }

    /// Types a line.
    func type(_ line: String) {
        let bytes = Array("\(line)\n".utf8)
        _ = write(master, bytes, bytes.count)
    }

    /// What the program still writes until it ends. Nothing can be typed afterwards.
    func readToEnd() throws -> String {
        try slave.close()
        return read(until: nil)
    }

    /// What the program has written, up to and with `part`; all of it where there is no such part.
    func read(until part: String?) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while part.map({ !String(decoding: bytes, as: UTF8.self).contains($0) }) ?? true {
            let count = Foundation.read(master, &buffer, buffer.count)
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
