// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec

/// Why an extrinsic that reached a block did nothing, in the runtime's own words.
public struct DispatchFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The pallet whose error it is; nil for an error of the system, such as `BadOrigin`.
    public let pallet: String?
    /// The error's name, such as `InvalidSeal`.
    public let name: String
    /// The documentation that the metadata gives for it.
    public let documentation: String

    public init(pallet: String?, name: String, documentation: String = "") {
        self.pallet = pallet
        self.name = name
        self.documentation = documentation
    }

    public var description: String {
        (pallet.map { "\($0)." } ?? "") + name + (documentation.isEmpty ? "" : ": \(documentation)")
    }
}

extension RuntimeMetadata {
    /// What came of the extrinsic that caused these events; nil where none of them tells.
    package func result(in events: [ChainEvent]) -> Result<Void, DispatchFailure>? {
        if let failed = events.last(where: { $0.matches("System", "ExtrinsicFailed") }) {
            let error = failed["dispatch_error"] ?? failed[0]
            return .failure(
                error.map(dispatchFailure) ?? DispatchFailure(pallet: nil, name: "an error without a name"))
        }
        return events.contains { $0.matches("System", "ExtrinsicSuccess") } ? .success(()) : nil
    }

    /// The failure that a `DispatchError` value describes.
    public func dispatchFailure(_ value: ScaleValue) -> DispatchFailure {
        guard case .variant(let kind, let members) = value else {
            return DispatchFailure(pallet: nil, name: value.description)
        }
        guard kind == "Module" else {
            let detail = members.first?.value.variantName
            return DispatchFailure(pallet: nil, name: detail.map { "\(kind).\($0)" } ?? kind)
        }
        // Newer runtimes nest {index, error: [u8; 4]} in a struct of its own and older ones write the error as a u8.
        let module = value["index"] == nil ? members.first?.value ?? value : value
        let index = module["index"]?.uint64.flatMap(UInt8.init(exactly:))
        let number = module["error"]?.bytes?.first ?? module["error"]?.uint64.flatMap(UInt8.init(exactly:))
        guard let index, let number else { return DispatchFailure(pallet: nil, name: value.description) }
        guard let (pallet, error) = error(pallet: index, index: number) else {
            return DispatchFailure(pallet: nil, name: "error \(number) of pallet \(index)")
        }
        let documentation = error.docs.map { $0.split(separator: " ").joined(separator: " ") }.joined(separator: " ")
        return DispatchFailure(pallet: pallet, name: error.name, documentation: documentation)
    }
}
