// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// What a call finds around it besides the state: who computes roots, where its log goes, how far it may go.
public struct CallEnvironment: Sendable {
    /// The root of the state, or of one child of it, once `changes` are made. What of that is not in the changes is paid for by
    /// `charge` before it is done: long values of others that are hashed again.
    public typealias Root =
        @Sendable (
            _ changes: StorageChanges, _ version: StateVersion, _ child: [UInt8]?, _ charge: StorageWork.Charge
        ) throws(RuntimeError) -> Hash256

    /// Asked when the runtime wants a root. Without one there is none to be had, and a call that asks ends with that.
    public var root: Root?
    /// Where the runtime's log goes; nowhere without it.
    public var log: RuntimeLog?
    /// Told of each call into the storage, in order; nobody without it.
    public var trace: (@Sendable (StorageAccess) -> Void)?
    /// How many instructions a call may run, and as much again of work for its host.
    public var fuel: UInt64
    /// How many bytes of keys and values a call may write, each entry counted with 256 more, and each child trie that is new
    /// with its name and 1024.
    public var writtenBytes: Int
    /// Whether signatures are checked. Without it every signature passes, for trials of what nobody has signed yet.
    public var checksSignatures: Bool

    /// Whose signatures count as anybody's, for trials by those who do not have the keys.
    public var impersonator: AccountID?

    /// Whether the call is only to learn the version of code that another one holds.
    var isAskedForItsVersion = false

    public init(
        root: Root? = nil, log: RuntimeLog? = nil, fuel: UInt64 = 10_000_000_000, writtenBytes: Int = 1 << 29,
        checksSignatures: Bool = true
    ) {
        self.root = root
        self.log = log
        self.fuel = fuel
        self.writtenBytes = writtenBytes
        self.checksSignatures = checksSignatures
    }

    /// An environment whose roots are those of `trie` with the changes applied.
    public init(over trie: StateTrie) {
        self.init(root: { changes, version, child, charge throws(RuntimeError) in
            try trie.applying(changes, version: version, charge: charge).root(of: child)
        })
    }
}

extension StateTrie {
    /// The root of the whole state, or of one child of it.
    func root(of child: [UInt8]?) -> Hash256 {
        guard let child else { return root }
        return root(of: child)
    }
}
