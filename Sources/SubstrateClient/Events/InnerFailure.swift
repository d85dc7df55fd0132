// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec

extension RuntimeMetadata {
    /// Why a call inside an extrinsic did nothing, where only an event tells: a call of a batch, or one that was carried out as
    /// somebody else. The first such failure; nil when there is none.
    ///
    /// Which events tell it is read from their types: a field that is a dispatch error, or a result that may be one.
    public func innerFailure(in events: [ChainEvent]) -> DispatchFailure? {
        events.lazy.filter { $0.pallet != "System" }.compactMap(innerFailure).first
    }

    private func innerFailure(_ event: ChainEvent) -> DispatchFailure? {
        guard let fields = fields(of: event) else { return nil }
        for (field, member) in zip(fields, event.fields) {
            if isDispatchError(field.type) { return dispatchFailure(member.value) }
            if case .variant("Err", let inner) = member.value, let error = inner.first,
                case .variant(let cases)? = (try? types.type(field.type))?.shape,
                let type = cases.first(where: { $0.name == "Err" })?.fields.first?.type, isDispatchError(type)
            {
                return dispatchFailure(error.value)
            }
        }
        return nil
    }

    /// The fields that the metadata gives an event; nil for an event that it does not have.
    func fields(of event: ChainEvent) -> [TypeDefinition.Field]? {
        let events = (try? pallet(event.pallet).event).flatMap { try? variants($0) }
        return events?.first { $0.name == event.name }?.fields
    }

    private func isDispatchError(_ type: TypeID) -> Bool { (try? types.type(type))?.name == "DispatchError" }
}
