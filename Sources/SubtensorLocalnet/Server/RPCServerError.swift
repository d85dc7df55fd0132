// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// A server that could not start or had to stop.
public struct RPCServerError: CodedError {
    public struct Code: ErrorCode {
        public let name: String

        private init(_ name: String) { self.name = name }

        /// The address is taken, not this machine's, or not allowed.
        public static let cannotListen = Code("cannotListen")
        /// The listening socket failed.
        public static let stopped = Code("stopped")
    }

    public let code: Code
    public let reason: String
    public let origin: ErrorOrigin

    init(_ code: Code, _ reason: String, fileID: StaticString = #fileID, line: UInt = #line) {
        self.code = code
        self.reason = reason
        origin = ErrorOrigin(fileID: fileID, line: line)
    }
}
