// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The example's package under another name, with one of its programs or with both.
struct InitPackage: Sendable {
    /// Where the package finds swift-bittensor.
    enum Source: Hashable, Sendable {
        case checkout(String)
        case releases(String)

        var text: String {
            switch self {
            case .checkout(let path): path
            case .releases(let url): url
            }
        }

        /// As `Package.swift` has it.
        fileprivate var dependency: String {
            switch self {
            case .checkout(let path): #".package(name: "swift-bittensor", path: \#(path.swiftLiteral)),"#
            case .releases(let url): #".package(url: \#(url.swiftLiteral), from: "\#(Release.version)"),"#
            }
        }
    }

    let role: InitRole
    let name: PackageName
    let source: Source

    /// Its files, in the order of their paths.
    var files: [(path: String, text: String)] {
        let others = Set(InitRole.subnet.programs).subtracting(role.programs)
        return InitFiles.all.filter { file in !others.contains { file.path.hasPrefix("Sources/\($0)/") } }
            .map { file in (file.path, Self.editable.contains(file.path) ? edited(file.text) : file.text) }
    }

    private static let editable: Set<String> = ["Package.swift", "README.md"]

    private func edited(_ text: String) -> String {
        let programs = role.programs.map(\.swiftLiteral).joined(separator: ", ")
        return edits(programs).reduce(text) { $0.replacing($1.example, with: $1.own) }
    }

    /// What stands in the example, and what stands there in a package of one's own.
    private func edits(_ programs: String) -> [(example: String, own: String)] {
        [
            (#"name: "subnet""#, "name: \(name.text.swiftLiteral)"),
            (#"["Miner", "Validator"]"#, "[\(programs)]"),
            (#".package(name: "swift-bittensor", path: "../.."),"#, source.dependency),
            ("# subnet\n", "# \(name.text)\n"),
        ]
    }
}

/// A name that a package may have.
struct PackageName: Hashable, Sendable {
    let text: String

    /// The last part of a folder's path.
    init(ofFolder path: String) throws(CLIError) {
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        let isPlain = name.utf8.allSatisfy { byte in
            byte < 0x80 && (Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber)
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        }
        guard let first = name.first, first.isLetter, isPlain, name.utf8.count <= 64 else {
            throw CLIError(
                .usage,
                "'\(name.printable)' is no name of a package: give a folder whose name is up to 64 letters, digits, "
                    + "'-' and '_', a letter first")
        }
        text = name
    }
}

extension String {
    /// The text as a string literal of Swift.
    fileprivate var swiftLiteral: String {
        "\"" + replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
