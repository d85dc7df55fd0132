// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// What holds where the command line says nothing: the environment, then the configuration file.
///
/// Every value has been looked at, so that a wrong one is told before anything happens.
struct Settings: Sendable {
    /// Where a value stands.
    enum Source: Hashable, Sendable, CustomStringConvertible {
        case environment(String)
        case file(line: Int?)

        var description: String {
            switch self {
            case .environment(let name): name
            case .file(let line): "file" + (line.map { ", line \($0)" } ?? "")
            }
        }
    }

    /// A value and who says so.
    struct Found: Hashable, Sendable {
        let text: String
        let source: Source
    }

    private var found: [Setting: Found] = [:]

    /// No settings at all.
    init() {}

    init(environment: Environment, file: ConfigurationFile?) throws(ConfigurationError) {
        for setting in Setting.all {
            if let value = try Self.value(of: setting, in: environment) {
                found[setting] = value
            } else if let value = try file?.value(of: setting) {
                found[setting] = value
            }
        }
    }

    /// What was settled; nil where nothing was.
    subscript(setting: Setting) -> String? { found[setting]?.text }

    /// What was settled, and where.
    func found(_ setting: Setting) -> Found? { found[setting] }

    /// Whether a flag is set; nil where nobody says.
    func flag(_ setting: Setting) -> Bool? { found[setting].map { $0.text == "true" } }

    func number(_ setting: Setting) -> Double? { found[setting].flatMap { Double($0.text) } }

    /// What the configuration file says, whatever the environment says.
    func configured(_ setting: Setting) -> String? {
        guard let found = found[setting], case .file = found.source else { return nil }
        return found.text
    }

    private static func value(
        of setting: Setting, in environment: Environment
    ) throws(ConfigurationError) -> Found? {
        for name in setting.variables {
            guard let text = environment[name] else { continue }
            do {
                return Found(text: try setting.normalized(text), source: .environment(name))
            } catch {
                throw ConfigurationError(error.code, "\(name) in the environment: \(error.reason)")
            }
        }
        return nil
    }
}

extension ConfigurationFile {
    /// The value of a setting under its own name, or else as another tool calls it.
    fileprivate func value(of setting: Setting) throws(ConfigurationError) -> Settings.Found? {
        for name in [setting.name] + setting.aliases {
            guard let value = self[name], let text = try text(of: value, named: name) else { continue }
            do {
                return Settings.Found(text: try setting.normalized(text), source: .file(line: lines[name]))
            } catch {
                throw damaged(error.reason, at: name)
            }
        }
        return nil
    }

    /// The words of a value; nil for one that says nothing, or that is a mapping with names of its own in it.
    private func text(of value: ConfigurationValue, named name: String) throws(ConfigurationError) -> String? {
        switch value {
        case .scalar(let text, let kind): return kind == .null || text.isEmpty ? nil : text
        case .map: return nil
        case .list(let elements):
            let texts = elements.compactMap { element in
                if case .scalar(let text, _) = element { text } else { nil }
            }
            guard texts.count == elements.count else { throw damaged("\(name) is a list of lists", at: name) }
            return texts.joined(separator: ",")
        }
    }

    private func damaged(_ reason: String, at name: String) -> ConfigurationError {
        damaged(reason, line: lines[name])
    }
}
