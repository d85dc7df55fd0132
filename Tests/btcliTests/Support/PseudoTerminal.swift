// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import Testing

/// A terminal without a screen, for a process to run in.
final class PseudoTerminal {
    /// The program's end.
    let slave: FileHandle
    private let master: Int32
    /// What came behind the part that was read last.
    private var unread: [UInt8] = []

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

    /// Gives it another size.
    func resize(columns: UInt16, rows: UInt16) throws {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        guard ioctl(master, UInt(TIOCSWINSZ), &size) == 0 else { throw POSIXError(.ENODEV) }
    }

    /// What the program writes next, as it comes; nil when it has ended.
    func readChunk() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = Foundation.read(master, &buffer, buffer.count)
        return count > 0 ? Array(buffer[..<count]) : nil
    }

    /// What the program still writes until it ends. Nothing can be typed afterwards.
    func readToEnd() throws -> String {
        try slave.close()
        return read(until: nil)
    }

    /// What the program writes next, up to and with `part`, behind which the next reading goes on; all that comes until the program
    /// ends where there is no such part, or where nothing comes for two minutes.
    func read(until part: String?) -> String {
        var bytes = unread
        unread = []
        let wanted = part.map { Array($0.utf8) }
        while true {
            if let wanted, let end = bytes.firstRange(of: wanted)?.upperBound {
                unread = Array(bytes[end...])
                return String(decoding: bytes[..<end], as: UTF8.self)
            }
            var isThere = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
            guard poll(&isThere, 1, 120_000) > 0 else {
                Issue.record("nothing was written for two minutes; waited for \(part ?? "the end")")
                break
            }
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = Foundation.read(master, &buffer, buffer.count)
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
