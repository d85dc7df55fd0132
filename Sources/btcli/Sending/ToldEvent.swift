// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient

/// An event in words and as a document.
struct ToldEvent: Sendable {
    let text: String
    let document: OutputDocument

    init(_ event: ChainEvent, _ metadata: RuntimeMetadata, _ spellings: Spellings) {
        self.init(event, metadata.text(event, spelled: spellings), fields: metadata.json(event))
    }

    /// - Parameter fields: its fields as JSON.
    init(_ event: ChainEvent, _ text: String, fields: String) {
        self.text = text
        document = [
            "name": .string("\(event.pallet).\(event.name)"),
            "extrinsic_index": event.extrinsicIndex.map { .integer(Int($0)) } ?? .null,
            "fields": OutputDocument(json: fields), "text": .string(text),
        ]
    }
}
