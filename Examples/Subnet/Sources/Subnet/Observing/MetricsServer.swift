// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Hummingbird
import Logging
import ServiceLifecycle

/// `/metrics`, for this machine alone.
struct MetricsServer: Service {
    let registry: PrometheusRegistry
    let port: Int
    let logger: Logger

    func run() async throws {
        let router = Router()
        let registry = registry
        router.get("metrics") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: registry.text)))
        }
        try await Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)), logger: logger
        ).run()
    }
}
