// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubtensorClient

/// What came of a call, for people and for scripts.
enum CallReport {
    static func report(_ call: Call, _ outcome: CallOutcome) -> ActionReport {
        let documents = outcome.events.map { ToldEvent($0.event, $0.description, fields: $0.fields).document }
        return ActionReport(
            "Carried out \(call.description)", [Fact("events", "Events", CellValue(.array(documents), text: ""))],
            told: outcome.events.filter(\.isOfCall).map(\.description))
    }
}
