public import BittensorPrimitives
import ScaleCodec
public import SubstrateClient
import SubstratePrimitives

extension Subtensor {
    /// The weights that the neurons of a subnet have set, by uid; those without weights are left out.
    public func weights(
        on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [UInt16: [UIDValue]] {
        try await rows("Weights", on: netuid, at: block)
    }

    /// The weights that one neuron has set.
    public func weights(
        of uid: UInt16, on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [UIDValue] {
        try await state(at: block).value(StorageAddress<[UIDValue]>("SubtensorModule", "Weights", netuid, uid)) ?? []
    }

    /// The bonds of a subnet's neurons, by uid; those without bonds are left out.
    public func bonds(
        on netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> [UInt16: [UIDValue]] {
        try await rows("Bonds", on: netuid, at: block)
    }

    private func rows(
        _ item: String, on netuid: NetUID, at block: BlockReference
    ) async throws(ClientError) -> [UInt16: [UIDValue]] {
        let found = try await state(at: block).entries(
            of: "SubtensorModule", item, under: [netuid.scaleEncoded], key: UInt16.self, value: [UIDValue].self)
        return Dictionary(found.map { ($0.key, $0.value) }) { first, _ in first }
    }
}
