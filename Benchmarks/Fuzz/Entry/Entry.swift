// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation

private typealias Target = @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt

/// The function of the target that FUZZ_TARGET names: all are in one program, which takes long to link.
private let target: Target = {
    let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
    guard let symbol = dlsym(nil, "fuzz\(name)") else { preconditionFailure("FUZZ_TARGET names no target: '\(name)'") }
    return unsafeBitCast(symbol, to: Target.self)
}()

/// What libFuzzer calls.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt { target(start, count) }
