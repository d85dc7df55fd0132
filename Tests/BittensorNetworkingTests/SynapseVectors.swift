// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorNetworking
import TestVectors

/// `synapse.json`, read by the parser under test, which keeps the order of mappings as the generic reader does not.
enum SynapseVectors {
    static let root: PythonJSON = {
        do {
            return try PythonJSON(parsing: VectorFile.bytes("synapse.json"))
        } catch {
            preconditionFailure("synapse.json cannot be read: \(error)")
        }
    }()

    /// The cases in the list `key`; traps when there is none, so that no test passes on nothing.
    static func cases(_ path: String...) -> [VectorCase] {
        var value = root
        for key in path { value = value[key] ?? .null }
        guard case .array(let cases) = value, !cases.isEmpty else {
            preconditionFailure("synapse.json has no cases under \(path)")
        }
        return cases.map { VectorCase(json: resolved($0)) }
    }

    /// Replaces what JSON cannot carry: `$float`, `$int` and `$dict`.
    static func resolved(_ value: PythonJSON) -> PythonJSON {
        switch value {
        case .array(let values): return .array(values.map(resolved))
        case .object(let object):
            if object.count == 1, let name = object["$float"]?.text {
                return .number(name == "inf" ? .infinity : name == "-inf" ? -.infinity : .nan)
            }
            if object.count == 1, let digits = object["$int"]?.text {
                return Int64(digits).map { .integer($0) } ?? .bigInteger(digits)
            }
            if object.count == 1, case .array(let pairs)? = object["$dict"] {
                return .object(
                    JSONObject(
                        pairs.compactMap { pair -> (String, PythonJSON)? in
                            guard case .array(let parts) = pair, parts.count == 2 else { return nil }
                            var key = ""
                            parts[0].appendPythonText(to: &key, quoted: false)
                            return (key, resolved(parts[1]))
                        }))
            }
            return .object(JSONObject(object.members.map { ($0.key, resolved($0.value)) }))
        default: return value
        }
    }
}

/// One case. Accessors trap on a wrong kind: the file is ours.
struct VectorCase: Sendable, CustomStringConvertible {
    let json: PythonJSON

    var description: String { (self["name"] ?? self["case"] ?? self["note"])?.text ?? String("\(json)".prefix(80)) }

    subscript(key: String) -> PythonJSON? {
        guard let value = json[key], value != .null else { return nil }
        return value
    }

    func text(_ key: String) -> String {
        guard let text = self[key]?.text else { preconditionFailure("no text under \(key) in \(self)") }
        return text
    }

    func bool(_ key: String) -> Bool { self[key] == .bool(true) }

    func object(_ key: String) -> JSONObject {
        guard case .object(let object)? = self[key] else { return JSONObject() }
        return object
    }

    func list(_ key: String) -> [PythonJSON] {
        guard case .array(let values)? = self[key] else { preconditionFailure("no list under \(key) in \(self)") }
        return values
    }
}
