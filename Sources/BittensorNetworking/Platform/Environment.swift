import Foundation

/// Whether the environment asks for torch's names, by the SDK's rule.
let environmentWantsTorch = ProcessInfo.processInfo.environment["USE_TORCH"] == "1"
