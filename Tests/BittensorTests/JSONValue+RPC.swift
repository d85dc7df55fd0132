import SubstrateRPC

/// The JSON of nodes: that of peers, which `import Bittensor` brings, has the same name.
typealias JSONValue = SubstrateRPC.JSONValue
