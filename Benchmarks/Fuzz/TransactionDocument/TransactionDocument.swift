// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRPC

/// Feeds a document of a transaction that waits for its signature, and what it brings to read it.
///
/// It is refused as an invalid document; or what is written of it is read as the same, and everything that a signer may be given can be
/// made of it. A proof that is read has the bytes that it was read from.
@_cdecl("fuzzTransactionDocument")
public func fuzzTransactionDocument(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let json = try? JSONValue(parsing: Array(UnsafeBufferPointer(start: start, count: count))) else { return 0 }
    let given = json["metadata_proof"]?.string.flatMap { try? [UInt8](hex: $0) }
    let proof = given.flatMap { try? MetadataProof($0) }
    if let proof {
        precondition(proof.bytes == given, "a proof has other bytes")
        _ = try? proof.metadata()
    }
    guard let transaction = read(json["unsigned"] ?? json) else { return 0 }
    guard let again = read(transaction.json) else { preconditionFailure("what is written is refused") }
    precondition(again == transaction, "written and read as something else")
    precondition(!transaction.vaultFrames(with: proof).isEmpty, "no frames")
    precondition(transaction.signedBytes.count <= 256, "so much is hashed")
    if let proof, transaction.isMeant(by: proof) {
        let commands = try? LedgerKey(account: 0).commands(toSign: transaction, with: proof)
        precondition(commands?.allSatisfy { $0.count <= 255 } != false, "a command is too long")
    }
    return 0
}

private func read(_ json: JSONValue) -> UnsignedTransaction? {
    do throws(ClientError) {
        return try UnsignedTransaction(json)
    } catch {
        precondition(error.code == .invalidDocument, "refused as \(error.code)")
        return nil
    }
}
