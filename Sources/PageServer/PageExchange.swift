// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What somebody asks a ``PageServer`` for.
package struct PageRequest: Hashable, Sendable {
    package enum Method: String, Sendable { case get = "GET", post = "POST" }

    package let method: Method
    /// Without what follows a question mark.
    package let path: String
}

/// What is answered.
package struct PageResponse: Hashable, Sendable {
    package let status: Int
    package let type: String
    package let body: [UInt8]

    package init(status: Int = 200, type: String = "text/plain; charset=utf-8", _ text: String) {
        self.status = status
        self.type = type
        body = Array(text.utf8)
    }

    package static func html(_ text: String) -> PageResponse { PageResponse(type: "text/html; charset=utf-8", text) }
    package static func json(_ text: String) -> PageResponse { PageResponse(type: "application/json", text) }
    package static let notFound = PageResponse(status: 404, "there is no such page\n")
    package static let notAllowed = PageResponse(status: 405, "this path takes no such request\n")
    package static func forbidden(_ reason: String) -> PageResponse { PageResponse(status: 403, "\(reason)\n") }
}
