// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// An error of a library that knows how it ends this process.
///
/// Conform one library's error per file, `WalletError+ExitStatus.swift`, with a `switch` over its codes.
protocol ReportableError: CodedError {
    var exitStatus: ExitStatus { get }
}

extension ReportableError {
    /// The code as scripts see it: `wrongSS58Checksum` becomes `wrong_ss58_checksum`, associated values are left out.
    var codeName: String {
        let name = Array(String(describing: code).prefix { $0 != "(" })
        return name.indices.reduce(into: "") { snake, index in
            let followsWord = index > 0 && name[index - 1].isLowercase
            let beginsWord = index > 0 && index + 1 < name.count && name[index + 1].isLowercase
            if name[index].isUppercase, followsWord || beginsWord { snake += "_" }
            snake += name[index].lowercased()
        }
    }
}
