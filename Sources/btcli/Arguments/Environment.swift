import Foundation

/// The environment variables of the process. Only the command line reads them.
enum Environment {
    /// The value of a variable; nil when it is not set or empty.
    static subscript(name: String) -> String? {
        guard let value = ProcessInfo.processInfo.environment[name], !value.isEmpty else { return nil }
        return value
    }
}
