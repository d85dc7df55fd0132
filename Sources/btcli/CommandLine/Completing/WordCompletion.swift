// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What may stand at one place of a command line that is being typed. No network is asked.
struct WordCompletion: Sendable {
    struct Candidate: Hashable, Sendable {
        let word: String
        var note = ""
    }

    enum Candidates: Hashable, Sendable {
        case words([Candidate])
        case files
        case folders
    }

    let candidates: Candidates
    /// What stands before the value in the same word: `--network=`.
    private var attached = ""
    /// What is typed of it so far.
    private var start: String

    /// - Parameters:
    ///   - words: those behind the program's name, in any spelling.
    ///   - place: which of them is being typed; the one behind the last for a new one.
    ///   - splitsAtEquals: whether an option, its `=` and its value are three words, as in bash.
    init(_ words: [String], at place: Int, splitsAtEquals: Bool, names: NameSource.Reader) {
        var before = Array(words.prefix(max(0, place)))
        start = words.indices.contains(place) ? words[place] : ""
        var isAttached = false
        if splitsAtEquals {
            if start == "=" {
                (start, isAttached) = ("", true)
            } else if before.last == "=" {
                before.removeLast()
                isAttached = true
            }
        } else if start.hasPrefix("--"), let sign = start.firstIndex(of: "=") {
            before.append(String(start[..<sign]))
            attached = String(start[...sign])
            start = String(start[start.index(after: sign)...])
            isAttached = true
        }
        let line = CommandLineSoFar(before)
        let isOption = start.hasPrefix("-") && !isAttached
        if !isAttached, !line.hasEnded, isOption {
            candidates = .words(line.options(spelledAs: start))
        } else if let argument = line.argumentInValue(isAttached: isAttached) {
            candidates = NameSource.candidates(for: argument, under: line.path, names.knowing(before))
        } else if !line.commands.isEmpty {
            candidates = .words(line.commands(spelledAs: start))
        } else if let (argument, place) = line.nextPositional {
            candidates = NameSource.candidates(for: argument, at: place, under: line.path, names.knowing(before))
        } else {
            candidates = .words([])
        }
    }

    /// What the script of a shell reads: what kind of thing is meant, then a candidate a line.
    func text(for shell: String) -> String {
        switch candidates {
        case .files: return "files\n"
        case .folders: return "folders\n"
        case .words(let words):
            let lines = words.filter { $0.word.hasPrefix(start) }.map { candidate in
                let word = attached + candidate.word.printable
                let note = candidate.note.printable
                switch shell {
                case "zsh": return word.replacing(":", with: "\\:") + (note.isEmpty ? "" : ":\(note)")
                case "fish": return word + (note.isEmpty ? "" : "\t\(note)")
                // bash puts it into the line as it is.
                default: return word.hasPrefix("-") ? word : word.shellWord
                }
            }
            return (["words"] + lines).joined(separator: "\n") + "\n"
        }
    }
}
