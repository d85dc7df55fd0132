// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

package import BittensorNetworking

/// Adds one.
package struct IntSynapse: Synapse {
    package var input = 1
    package var output: Int?
    package init() {}
    package static let fields: [SynapseField<Self>] = [.field("input", \.input), .field("output", \.output)]
}

/// Every field of the request is covered by the body hash.
package struct HashedSynapse: Synapse {
    package var text = ""
    package var numbers: [Int] = []
    package var scale = 1.0
    package var result: String?
    package init() {}
    package static let fields: [SynapseField<Self>] = [
        .field("text", \.text), .field("numbers", \.numbers), .field("scale", \.scale), .field("result", \.result),
    ]
    package static let requiredHashFields = ["text", "numbers", "scale"]
}

/// A required field of every kind.
package struct RequiredSynapse: Synapse {
    package var count = 0
    package var label = ""
    package var tags: [String] = []
    package var options = JSONObject()
    package var ratio = 0.0
    package var flag = false
    package var answer: String?
    package init() {}
    package static let fields: [SynapseField<Self>] = [
        .field("count", \.count, .required), .field("label", \.label, .required), .field("tags", \.tags, .required),
        .field("options", \.options, .required), .field("ratio", \.ratio, .required),
        .field("flag", \.flag, .required), .field("answer", \.answer),
    ]
}

/// Waits.
package struct SlowSynapse: Synapse {
    package var delay = 0.0
    package var done = false
    package init() {}
    package static let fields: [SynapseField<Self>] = [.field("delay", \.delay), .field("done", \.done)]
}

/// Fails in the way it is told to.
package struct BoomSynapse: Synapse {
    package var kind = "runtime"
    package var out: String?
    package init() {}
    package static let fields: [SynapseField<Self>] = [.field("kind", \.kind), .field("out", \.out)]
}

/// As ``IntSynapse``, behind a blacklist.
package struct GateSynapse: Synapse {
    package var input = 1
    package var output: Int?
    package init() {}
    package static let fields: [SynapseField<Self>] = [.field("input", \.input), .field("output", \.output)]
}

/// As ``IntSynapse``, behind a verify function.
package struct VerifySynapse: Synapse {
    package var input = 1
    package var output: Int?
    package init() {}
    package static let fields: [SynapseField<Self>] = [.field("input", \.input), .field("output", \.output)]
}

/// Tells in which order calls were handled.
package struct PrioSynapse: Synapse {
    package var tag = ""
    package var order: Int?
    package init() {}
    package static let fields: [SynapseField<Self>] = [.field("tag", \.tag), .field("order", \.order)]
}

/// Sets the status of its answer.
package struct StatusSynapse: Synapse {
    package var code = 200
    package var message: String?
    package init() {}
    package static let fields: [SynapseField<Self>] = [.field("code", \.code), .field("message", \.message)]
}

/// Carries much data in either direction.
package struct BlobSynapse: Synapse {
    package var size = 0
    package var data = ""
    package var got: Int?
    package init() {}
    package static let fields: [SynapseField<Self>] = [
        .field("size", \.size), .field("data", \.data), .field("got", \.got),
    ]
}

/// Tells what the handler sees of its caller.
package struct WhoSynapse: Synapse {
    package var seenHotkey: String?
    package var seenIP: String?
    package var seenNonce: Int64?
    package var seenTimeout: Double?
    package init() {}
    package static let fields: [SynapseField<Self>] = [
        .field("seen_hotkey", \.seenHotkey), .field("seen_ip", \.seenIP), .field("seen_nonce", \.seenNonce),
        .field("seen_timeout", \.seenTimeout),
    ]
}
