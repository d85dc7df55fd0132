// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation

/// The environment, whose names are those of the Python SDK where it has one. An empty value is none.
enum Environment {
    static let values = ProcessInfo.processInfo.environment.filter { !$0.value.isEmpty }

    static subscript(name: String) -> String? { values[name] }
}
