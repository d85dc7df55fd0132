// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// A decoded call's arguments by name, and who makes it. The metadata has checked their types; a mismatch means that a
/// handler asks for what its declaration does not have.
struct CallArguments {
    private let call: Call
    let origin: Origin

    init(_ call: Call, from origin: Origin) {
        self.call = call
        self.origin = origin
    }

    /// The argument `name`, as the type that is asked for.
    func callAsFunction<T: ScaleConvertible>(_ name: String, as _: T.Type = T.self) throws(DispatchFailure) -> T {
        do {
            return try T(dynamic: try value(name))
        } catch let failure as DispatchFailure {
            throw failure
        } catch {
            throw .other
        }
    }

    /// The account that signed; fails with `BadOrigin` for root.
    func signer() throws(DispatchFailure) -> AccountID {
        guard case .signed(let account, _) = origin else { throw .badOrigin }
        return account
    }

    /// Fails with `BadOrigin` for everyone but the chain itself.
    func requireRoot() throws(DispatchFailure) {
        guard case .root = origin else { throw .badOrigin }
    }

    /// The account of a `MultiAddress`; only its `Id` form can be looked up here.
    func address(_ name: String) throws(DispatchFailure) -> AccountID {
        let value = try value(name)
        guard value.variantName == "Id", let account = value[0]?.account else {
            throw DispatchFailure(pallet: nil, name: "CannotLookup")
        }
        return account
    }

    func calls(_ name: String) throws(DispatchFailure) -> [Call] {
        guard let values = try value(name).list else { throw .other }
        return values.compactMap(Call.init)
    }

    func call(_ name: String) throws(DispatchFailure) -> Call {
        guard let call = Call(try value(name)) else { throw .other }
        return call
    }

    /// The argument as it was decoded.
    func value(_ name: String) throws(DispatchFailure) -> ScaleValue {
        guard let value = call.arguments.first(where: { $0.name == name })?.value else { throw .other }
        return value
    }
}

/// Who a call comes from.
enum Origin: Sendable {
    /// An account: by its own signature, or by a proxy, who may do in its name what the proxy's type allows.
    case signed(AccountID, by: ProxyType? = nil)
    /// The sudo key, speaking as the chain itself.
    case root
}

extension DispatchFailure {
    static let badOrigin = DispatchFailure(pallet: nil, name: "BadOrigin")
    static let other = DispatchFailure(pallet: nil, name: "Other")

    /// An error of the SubtensorModule pallet.
    static func subtensor(_ name: String) -> DispatchFailure {
        DispatchFailure(pallet: SubtensorPallet.name, name: name)
    }
}
