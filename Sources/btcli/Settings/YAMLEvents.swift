// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CYAML

/// What a YAML text is made of, piece after piece, as libyaml reads it.
final class YAMLEvents {
    enum Event {
        case beginDocument
        case scalar(String, ConfigurationValue.Kind)
        case beginList, endList
        case beginMap, endMap
        case end
    }

    /// A text that is no YAML, or YAML that is not read.
    struct Fault: Error {
        let reason: String
        /// From 1; nil where it is not known.
        let line: Int?
    }

    private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    /// libyaml reads from here until the end.
    private let text: UnsafeMutableBufferPointer<UInt8>
    /// The line on which the last piece begins, from 1.
    private(set) var line = 1

    init(_ text: String) throws(Fault) {
        self.text = .allocate(capacity: text.utf8.count)
        _ = self.text.initialize(from: text.utf8)
        parser.initialize(to: yaml_parser_t())
        guard yaml_parser_initialize(parser) == 1 else { throw Fault(reason: "there is no memory for it", line: nil) }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, UnsafePointer(self.text.baseAddress), self.text.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        text.deallocate()
    }

    /// The next piece. Anchors are refused, since what refers to them may stand for more than any memory holds.
    func next() throws(Fault) -> Event {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw fault }
        defer { yaml_event_delete(&event) }
        line = event.start_mark.line + 1
        switch event.type {
        case YAML_DOCUMENT_START_EVENT: return .beginDocument
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            try refuse(scalar.anchor)
            let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            return .scalar(text, Self.kind(of: scalar, text))
        case YAML_SEQUENCE_START_EVENT:
            try refuse(event.data.sequence_start.anchor)
            return .beginList
        case YAML_SEQUENCE_END_EVENT: return .endList
        case YAML_MAPPING_START_EVENT:
            try refuse(event.data.mapping_start.anchor)
            return .beginMap
        case YAML_MAPPING_END_EVENT: return .endMap
        case YAML_ALIAS_EVENT: throw Fault(reason: Self.anchors, line: line)
        case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return .end
        default: return try next()
        }
    }

    private static let anchors = "anchors and aliases are not read"

    private func refuse(_ anchor: UnsafeMutablePointer<yaml_char_t>?) throws(Fault) {
        if anchor != nil { throw Fault(reason: Self.anchors, line: line) }
    }

    /// A tag decides; without one, quotes make a text, and the form decides the rest.
    private static func kind(
        of scalar: yaml_event_s.__Unnamed_union_data.__Unnamed_struct_scalar, _ text: String
    ) -> ConfigurationValue.Kind {
        if let tag = scalar.tag {
            return .init(tag: String(cString: UnsafeRawPointer(tag).assumingMemoryBound(to: CChar.self)))
        }
        return scalar.style == YAML_PLAIN_SCALAR_STYLE ? .init(plain: text) : .text
    }

    /// What libyaml stopped at.
    private var fault: Fault {
        let reason = parser.pointee.problem.map { String(cString: $0) } ?? "it is no YAML"
        guard parser.pointee.error == YAML_READER_ERROR else {
            return Fault(reason: reason, line: parser.pointee.problem_mark.line + 1)
        }
        let lines = text.prefix(parser.pointee.problem_offset).count { $0 == UInt8(ascii: "\n") }
        return Fault(reason: reason, line: lines + 1)
    }
}

extension ConfigurationValue.Kind {
    /// What YAML 1.1, which Python writes and reads, takes a scalar without quotes for.
    init(plain text: String) {
        self =
            if text.wholeMatch(of: /|~|null|Null|NULL/) != nil {
                .null
            } else if text.wholeMatch(of: /yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF/)
                != nil
            {
                .bool
            } else if text.wholeMatch(
                of: /[-+]?(0b[01_]+|0o?[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(:[0-5]?[0-9])+)/) != nil
            {
                .integer
            } else if text.wholeMatch(
                of: /[-+]?([0-9][0-9_]*\.[0-9_]*([eE][-+]?[0-9]+)?|\.[0-9_]+([eE][-+][0-9]+)?)/) != nil
                || text.wholeMatch(of: /[-+]?([0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*|\.(inf|Inf|INF))|\.(nan|NaN|NAN)/)
                    != nil
            {
                .number
            } else {
                .text
            }
    }

    /// What a scalar with a tag is.
    init(tag: String) {
        switch tag {
        case "tag:yaml.org,2002:null": self = .null
        case "tag:yaml.org,2002:bool": self = .bool
        case "tag:yaml.org,2002:int": self = .integer
        case "tag:yaml.org,2002:float": self = .number
        default: self = .text
        }
    }
}
