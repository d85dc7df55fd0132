// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRPC

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One extrinsic that this machine sent, as its file tells it.
struct SentEntry: Hashable, Sendable {
    let record: SubmissionRecord
    /// What the network was called on the command line, without an access key or a password.
    let network: String
    /// When it was signed, as in RFC 3339.
    let time: String
    /// The last that is known of it.
    var state: SubmissionState

    var trace: SubmissionTrace { record.trace }

    /// The lines that say all of it.
    var lines: [JSONValue] {
        let first = SentFile.line(for: record, network: network, time: time)
        return state == .signed ? [first] : [first, SentFile.line(for: state, of: trace.hash, time: time)]
    }

    /// The entries that lines tell of, in the order in which they were signed. Lines that cannot be read, such as one that a
    /// killed process began, are passed over.
    static func entries(in bytes: [UInt8]) -> [SentEntry] {
        var entries: [SentEntry] = []
        var places: [Hash256: Int] = [:]
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            guard let json = try? JSONValue(parsing: line, limits: JSONLimits(maxBytes: 1 << 16)),
                let hash = json["hash"]?.string.flatMap({ try? Hash256(hex: $0) }),
                let state = SubmissionState(json)
            else { continue }
            if let place = places[hash] {
                // What is settled stays so.
                if !entries[place].state.isSettled { entries[place].state = state }
            } else if let record = SubmissionRecord(json, hash: hash) {
                places[hash] = entries.count
                entries.append(
                    SentEntry(
                        record: record, network: json["network"]?.string ?? "", time: json["time"]?.string ?? "",
                        state: state))
            }
        }
        return entries
    }
}

// MARK: - Lines

extension SentFile {
    static func line(for record: SubmissionRecord, network: String, time: String? = nil) -> JSONValue {
        let trace = record.trace
        return [
            "time": .string(time ?? now), "state": "signed", "hash": .string(trace.hash.hex),
            "signer": .string(trace.signer.ss58()), "nonce": JSONValue(UInt64(trace.nonce)),
            "anchor": JSONValue(trace.anchor.rawValue),
            "last_block": trace.lastBlock.map { JSONValue($0.rawValue) } ?? .null,
            "genesis": .string(trace.genesisHash.hex), "network": .string(network), "intent": .string(record.intent),
            "call": .string(record.call), "summary": .string(record.summary),
        ]
    }

    static func line(for state: SubmissionState, of extrinsic: Hash256, time: String? = nil) -> JSONValue {
        var members: [String: JSONValue] = ["block": .null, "block_hash": .null, "reason": .null]
        switch state {
        case .succeeded(let block, let hash):
            members["block"] = JSONValue(block.rawValue)
            members["block_hash"] = .string(hash.hex)
        case .failed(let block, let hash, let reason):
            members["block"] = JSONValue(block.rawValue)
            members["block_hash"] = .string(hash.hex)
            members["reason"] = .string(reason)
        case .refused(let reason), .notIncludable(let reason): members["reason"] = .string(reason)
        case .signed, .written, .notSent: break
        }
        return .object(
            members.filter { !$0.value.isNull }.merging([
                "time": .string(time ?? now), "hash": .string(extrinsic.hex), "state": .string(state.name),
            ]) { $1 })
    }

    /// In UTC, to the second.
    private static var now: String { Date.now.formatted(.iso8601) }
}

extension SubmissionState {
    /// As files and documents write it.
    var name: String {
        switch self {
        case .signed: "signed"
        case .written: "written"
        case .succeeded: "succeeded"
        case .failed: "failed"
        case .notSent: "not_sent"
        case .refused: "refused"
        case .notIncludable: "not_includable"
        }
    }

    fileprivate init?(_ json: JSONValue) {
        let reason = json["reason"]?.string ?? ""
        let block = json["block"]?.uint64.map { BlockNumber($0) }
        let hash = json["block_hash"]?.string.flatMap { try? Hash256(hex: $0) }
        switch json["state"]?.string {
        case "signed": self = .signed
        case "written": self = .written
        case "not_sent": self = .notSent
        case "refused": self = .refused(reason: reason)
        case "not_includable": self = .notIncludable(reason: reason)
        case "succeeded":
            guard let block, let hash else { return nil }
            self = .succeeded(block, hash)
        case "failed":
            guard let block, let hash else { return nil }
            self = .failed(block, hash, reason: reason)
        default: return nil
        }
    }
}

extension SubmissionRecord {
    fileprivate init?(_ json: JSONValue, hash: Hash256) {
        guard let signer = json["signer"]?.string.flatMap({ try? AccountID(ss58: $0) }),
            let nonce = json["nonce"]?.uint64.flatMap(UInt32.init(exactly:)),
            let anchor = json["anchor"]?.uint64.flatMap(UInt32.init(exactly:)),
            let genesis = json["genesis"]?.string.flatMap({ try? Hash256(hex: $0) })
        else { return nil }
        let last = json["last_block"]?.uint64.flatMap(UInt32.init(exactly:))
        self.init(
            trace: SubmissionTrace(
                hash: hash, signer: signer, nonce: nonce, anchor: BlockNumber(anchor),
                lastBlock: last.map { BlockNumber($0) },
                genesisHash: genesis),
            intent: json["intent"]?.string ?? "", call: json["call"]?.string ?? "",
            summary: json["summary"]?.string ?? "")
    }
}
