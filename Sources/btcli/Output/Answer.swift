// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What a command found out, for scripts and for people.
protocol Answer: Sendable {
    /// The document of `--json-output`; its members and their order are part of the command's documentation.
    var document: OutputDocument { get }

    /// The same for a person, without a line break at the end.
    ///
    /// - Parameter width: the columns of the terminal; nil for a file or a pipe, where nothing should be cut off.
    func text(width: Int?) -> StyledText
}
