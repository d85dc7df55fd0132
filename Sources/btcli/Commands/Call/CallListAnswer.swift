// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// The calls that a runtime has.
struct CallListAnswer: Answer {
    let calls: [CallMetadata]
    let types: TypeRegistry

    var document: OutputDocument {
        [
            "calls": .array(
                calls.map { call in
                    [
                        "name": .string(call.name),
                        "arguments": .array(
                            call.arguments.map { argument in
                                [
                                    "name": .string(argument.name ?? ""), "type": .string(types.name(argument.type)),
                                ]
                            }),
                        "docs": .string(call.docs.paragraph),
                    ]
                })
        ]
    }

    func text(width: Int?) -> StyledText {
        var table = Table([.text("Call", .never), .text("Arguments")])
        for call in calls {
            table.add([
                call.name,
                call.arguments.map { "\($0.name ?? "")=\($0.typeName ?? types.name($0.type))" }.joined(separator: " "),
            ])
        }
        return table.text(width: width)
    }
}

/// What one call takes, and what the chain's source says about it.
struct CallDescriptionAnswer: Answer {
    let call: CallMetadata
    let form: WrittenForm

    var document: OutputDocument {
        [
            "name": .string(call.name), "docs": .string(call.docs.joined(separator: "\n")),
            "arguments": .array(
                call.arguments.map { argument in
                    [
                        "name": .string(argument.name ?? ""), "type": .string(form.types.name(argument.type)),
                        "takes": .string(takes(argument)), "example": .string(example(argument)),
                    ]
                }),
        ]
    }

    func text(width: Int?) -> StyledText {
        var blocks: [StyledText] = [StyledText(call.name, .heading)]
        let docs = call.docs.map { StyledText($0).wrapped(to: width ?? .max) }
        if !docs.isEmpty { blocks.append(docs.joined(separator: "\n")) }
        let rows = call.arguments.map { argument in
            (argument.name ?? "", "\(argument.typeName ?? form.types.name(argument.type)): \(takes(argument))")
        }
        if !rows.isEmpty { blocks.append(Facts(rows).text(width: width)) }
        let words = call.arguments.map { "\($0.name ?? "")=\(example($0))".shellWord }
        blocks.append(StyledText((["btcli call", call.name] + words).joined(separator: " ")))
        return blocks.joined(separator: "\n\n")
    }

    private func takes(_ argument: TypeDefinition.Field) -> String {
        form.takes(argument.type, called: argument.name ?? "", typeName: argument.typeName)
    }

    private func example(_ argument: TypeDefinition.Field) -> String {
        form.example(of: argument.type, called: argument.name ?? "", typeName: argument.typeName)
    }
}

extension [String] {
    /// Lines of documentation as one paragraph.
    fileprivate var paragraph: String { flatMap { $0.split(separator: " ") }.joined(separator: " ") }
}
