public import SubstratePrimitives

/// A graphics card, or what it takes to use one, that is missing or has failed: Python's `CUDAException`.
public struct CUDAError: CodedError {
    public enum Code: Hashable, Sendable {
        /// The driver's library is not there, or lacks a function.
        case noDriver
        /// The driver is older than CUDA 11.8.
        case driverTooOld
        /// The driver finds no card.
        case noDevice
        /// There is no card of this number.
        case unknownDevice
        /// The driver does not compile the kernel for this card.
        case kernelRefused
        /// A call to the driver failed.
        case callFailed
        /// The card does not find what the processor finds.
        case wrongResults
        case invalidOption
    }

    public let code: Code
    public let reason: String
    /// The card's number; nil when no single one is to blame.
    public let device: Int?
    /// The function of the driver that failed.
    public let call: String?
    /// What it returned.
    public let result: Int32?

    public init(_ code: Code, _ reason: String, device: Int? = nil, call: String? = nil, result: Int32? = nil) {
        self.code = code
        self.reason = reason
        self.device = device
        self.call = call
        self.result = result
    }
}

extension CUDAError: Hashable {
    // Equal by code, like every error here.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
