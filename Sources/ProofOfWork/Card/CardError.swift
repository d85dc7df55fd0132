// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// A graphics card, or what it takes to use one, that is missing or has failed: Python's `CUDAException`.
public struct CardError: CodedError {
    public struct Code: ErrorCode {
        public let name: String

        private init(_ name: String) { self.name = name }

        /// The driver's library is not there, or lacks a function; or OpenCL's loader finds no driver.
        public static let noDriver = Code("noDriver")
        /// A driver crashes, or hangs, when it is loaded.
        public static let driverBroken = Code("driverBroken")
        /// The driver is older than CUDA 11.8, or its compiler than OpenCL C 1.2.
        public static let driverTooOld = Code("driverTooOld")
        /// The driver finds no card.
        public static let noDevice = Code("noDevice")
        /// There is no card of this number.
        public static let unknownDevice = Code("unknownDevice")
        /// The driver does not compile the kernel for this card.
        public static let kernelRefused = Code("kernelRefused")
        /// A call to the driver failed.
        public static let callFailed = Code("callFailed")
        /// The card does not find what the processor finds.
        public static let wrongResults = Code("wrongResults")
        public static let invalidOption = Code("invalidOption")
    }

    public let code: Code
    public let reason: String
    public let origin: ErrorOrigin
    /// The card's number; nil when no single one is to blame.
    public let device: Int?
    /// The function of the driver that failed.
    public let call: String?
    /// What it returned.
    public let result: Int32?

    public init(
        _ code: Code, _ reason: String, device: Int? = nil, call: String? = nil, result: Int32? = nil,
        fileID: StaticString = #fileID, line: UInt = #line
    ) {
        self.code = code
        self.reason = reason
        origin = ErrorOrigin(fileID: fileID, line: line)
        self.device = device
        self.call = call
        self.result = result
    }
}

extension CardError: Hashable {
    // Equal by code, like every error here.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
