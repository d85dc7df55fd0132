import ScaleCodec
public import SubstrateKeys
public import SubstratePrimitives
import SubstrateRPC

extension SubstrateClient {
    /// Runs a runtime API function on the node, such as `AccountNonceApi_account_nonce`, and returns its encoded result.
    public func runtimeCall(
        _ function: String, _ arguments: [UInt8] = [], at block: Hash256? = nil
    ) async throws(ClientError) -> [UInt8] {
        let params: [JSONValue] = [.string(function), .string(arguments.hex)] + Node.optional(block)
        guard let bytes = try await node.bytes("state_call", params) else {
            throw ClientError(.notInRuntime, "this runtime has no function \(function)")
        }
        return bytes
    }

    /// The nonce of the account's next extrinsic, those that wait in the pool counted in.
    public func nextNonce(of account: AccountID) async throws(ClientError) -> UInt32 {
        let answer = try await node.request("account_nextIndex", [.string(account.ss58())])
        guard let nonce: UInt32 = answer.integer() else {
            throw Node.malformed("account_nextIndex", "a number", answer)
        }
        return nonce
    }

    /// The fee that the runtime asks for an extrinsic, without its tip, in the chain's smallest unit.
    public func fee(of extrinsic: Extrinsic) async throws(ClientError) -> UInt128 {
        let length = UInt32(clamping: extrinsic.bytes.count)
        let answer = try await runtimeCall(
            "TransactionPaymentApi_query_info", extrinsic.bytes + length.scaleEncoded)
        // RuntimeDispatchInfo: weight (two compact integers), class (one byte), fee (the chain's balance type).
        let metadata = runtime.metadata
        let balance = try metadata.storage("Balances", "TotalIssuance").value
        return try reading("the fee") { () throws(ScaleError) in
            var reader = ScaleReader(answer)
            _ = try reader.readCompact()
            _ = try reader.readCompact()
            _ = try reader.readByte()
            let fee = try metadata.types.decode(balance, from: &reader)
            try reader.finish()
            guard let amount = fee.unsigned?.exactUInt128 else {
                throw ScaleError(.mismatch, "the chain's balance type is no integer")
            }
            return amount
        }
    }

    /// The extrinsic of `call` signed by `keyPair`.
    ///
    /// Mortal for `period` blocks from the block `anchor` (the newest one, if nil), so that a copy that is never
    /// included dies; the nonce is the account's next one.
    public func sign(
        _ call: Call, by keyPair: KeyPair, period: UInt64 = 32, anchor: BlockHeader? = nil, tip: UInt128 = 0
    ) async throws(ClientError) -> Extrinsic {
        let options = SigningOptions(lifetime: .blocks(period), anchor: anchor, tip: tip)
        return try await signed(call, by: keyPair, options: options).extrinsic
    }

    /// The extrinsic of `call` signed by `keyPair` for the runtime in force now.
    ///
    /// A nonce that the options leave open is the next one the node names; `submit` and `include` do better when
    /// several extrinsics of one account go out at once.
    public func signed(
        _ call: Call, by keyPair: KeyPair, options: SigningOptions
    ) async throws(ClientError) -> PreparedExtrinsic {
        let account = keyPair.accountID
        async let asked = Result { () async throws(ClientError) in
            if let nonce = options.nonce { nonce } else { try await nextNonce(of: account) }
        }
        async let current = Result { () async throws(ClientError) in try await refreshRuntime() }
        let (era, birth, lastBlock) = try await lifetime(options)
        let runtime = try await current.get()
        let nonce = try await asked.get()
        let context = SigningContext(
            genesisHash: genesisHash, specVersion: runtime.version.specVersion,
            transactionVersion: runtime.version.transactionVersion, nonce: nonce, era: era, eraBlockHash: birth,
            tip: options.tip, metadataHash: options.metadataHash)
        let extrinsic = try runtime.metadata.extrinsic(call, context: context).signed(by: keyPair)
        return PreparedExtrinsic(extrinsic: extrinsic, signer: account, nonce: nonce, lastBlock: lastBlock)
    }

    /// The era, the hash of its first block, and its last block.
    private func lifetime(_ options: SigningOptions) async throws(ClientError) -> (Era, Hash256, BlockNumber?) {
        guard case .blocks(let period) = options.lifetime else { return (.immortal, genesisHash, nil) }
        var anchor = options.anchor
        if anchor == nil { anchor = try await header() }
        guard let head = anchor else { throw ClientError(.unknownBlock, "the node has no head") }
        let current = head.number.rawValue
        let era = Era(period: period, current: current)
        let birth = BlockNumber(era.birth(current: current))
        // Long periods are quantised, so that the era may begin before the head.
        let hash = birth == head.number ? head.hash : try await blockHash(birth)
        guard let hash else { throw ClientError(.unknownBlock, "the node does not have block \(birth)") }
        return (era, hash, era.death(current: current).map { BlockNumber($0 - 1) })
    }
}
