// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubtensorClient

/// A transaction that was written to a file, to be signed elsewhere.
struct UnsignedAnswer: Answer {
    let path: String
    let meaning: TransactionMeaning
    let actions: [String]
    let network: String
    /// Whether whoever signs can tell from the file alone what it does.
    let isProven: Bool

    var next: StyledText { "sign it with 'btcli tx sign \(path.printable)', on a machine that has the key" }

    var document: OutputDocument {
        let facts: OutputDocument = [
            "unsigned_file": .string(path),
            "sent": false,
            "network": .string(network),
            "actions": .array(actions.map { .string($0) }),
            "metadata_proof": .bool(isProven),
        ]
        return facts + meaning.document
    }

    func text(width: Int?) -> StyledText {
        let proof =
            isProven
            ? "in the file: whoever signs can tell what it does" : "none: whoever signs needs the chain's metadata"
        return Facts(
            meaning.rows + [("Metadata proof", proof), ("Written to", path), ("Sent", "no: it is to be signed")]
        )
        .text(width: width)
    }
}
