// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What work on a state costs a guest: about as many of its instructions as take as long.
public enum StorageWork {
    /// Takes payment for work that is about to be done; throws where the guest has no more to pay with.
    public typealias Charge = (_ work: Int) throws(RuntimeError) -> Void

    /// Each byte of a key that is looked for may be two nodes on the way to it.
    static let keyByte = 16
    /// A key that is found or written, beside its bytes; and what it takes of the overlay's memory.
    static let entry = 256
    /// A child trie that was not written to before, beside its name.
    static let child = 1024
    /// What stood somewhere before a transaction wrote there, each time that the transaction or one around it ends.
    static let record = 16

    /// A step from a key to the next one of the state.
    static func finding(after key: [UInt8], in child: [UInt8]?) -> Int {
        entry + keyByte * key.count + (child?.count ?? 0)
    }

    /// A step over a key that was written, or that holds nothing any more.
    public static func passing(_ key: [UInt8]) -> Int { 32 + key.count }

    /// A change that goes into a root: the nodes on the way to it are made and hashed anew.
    static func root(of slot: OverlayTable.Slot) -> Int {
        switch slot.content {
        case .untouched: 0
        case .removed: 2048 + 2 * keyByte * slot.key.count
        case .value(let value): 2048 + 2 * keyByte * slot.key.count + value.count
        }
    }

    /// A slot or a child that is looked at for a root, changed or not.
    static let glance = 16

    /// An entry of a trie that is made of nothing, beside its bytes.
    static let trieEntry = 2048
}
