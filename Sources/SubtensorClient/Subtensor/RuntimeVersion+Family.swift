// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
package import SubstrateClient

extension RuntimeVersion {
    var family: RuntimeFamily? { RuntimeFamily(specName: specName) }

    /// What messages call the runtime.
    var title: String {
        family == .embedded ? "the embedded runtime (rules of \(specVersion))" : "runtime \(specVersion)"
    }
}

extension RuntimeMetadata {
    /// How a line ends that says what the runtime lacks: what an embedded chain lacks says nothing about real ones. Empty for those.
    package var embeddedNote: String {
        let name = (try? constant("System", "Version"))?["spec_name"]
        guard RuntimeFamily(specName: name?.text ?? name?[0]?.text ?? "") == .embedded else { return "" }
        return
            "; the embedded chain models registration, staking and weights only: for the rest run a real runtime "
            + "('btcli localnet start --runtime'), or take the test network (--network test)"
    }

    /// An error about what the runtime lacks, with that note; any other as it is.
    package func putInPlace(_ error: any Error) -> any Error {
        switch error {
        case let error as ClientError where error.code == .notInRuntime && error.submission == nil:
            ClientError(error.code, error.statement + embeddedNote)
        case let error as BittensorError where error.code == .callMissing && error.submission == nil:
            BittensorError(error.code, error.reason + embeddedNote)
        default: error
        }
    }
}
