// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension Result where Failure == ClientError, Success: Sendable {
    /// What an operation gives or throws, so that it can run as a child task and still throw one type of error.
    package init(_ body: @Sendable () async throws(ClientError) -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
