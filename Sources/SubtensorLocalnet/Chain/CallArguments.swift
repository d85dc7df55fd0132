import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// A decoded call's arguments by name. The metadata has checked their types; a mismatch means that a handler asks for
/// what its declaration does not have.
struct CallArguments {
    private let call: Call

    init(_ call: Call) { self.call = call }

    func integer<T: FixedWidthInteger>(_ name: String, _: T.Type = T.self) throws(DispatchFailure) -> T {
        guard let value = self[name]?.uint64.flatMap(T.init(exactly:)) else { throw missing(name) }
        return value
    }

    func flag(_ name: String) throws(DispatchFailure) -> Bool {
        guard let value = self[name]?.bool else { throw missing(name) }
        return value
    }

    func bytes(_ name: String) throws(DispatchFailure) -> [UInt8] {
        guard let value = self[name]?.bytes else { throw missing(name) }
        return value
    }

    func account(_ name: String) throws(DispatchFailure) -> AccountID {
        guard let value = self[name]?.account else { throw missing(name) }
        return value
    }

    /// The account of a `MultiAddress`; only its `Id` form can be looked up here.
    func address(_ name: String) throws(DispatchFailure) -> AccountID {
        guard let value = self[name] else { throw missing(name) }
        guard value.variantName == "Id", let account = value[0]?.account else {
            throw DispatchFailure(pallet: nil, name: "CannotLookup")
        }
        return account
    }

    func calls(_ name: String) throws(DispatchFailure) -> [Call] {
        guard let values = self[name]?.list else { throw missing(name) }
        return values.compactMap(Call.init)
    }

    func call(_ name: String) throws(DispatchFailure) -> Call {
        guard let call = self[name].flatMap(Call.init) else { throw missing(name) }
        return call
    }

    private subscript(name: String) -> Value? { call.arguments.first { $0.name == name }?.value }

    private func missing(_ name: String) -> DispatchFailure { DispatchFailure(pallet: nil, name: "Other") }
}
