// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import CoreMetrics
import Foundation
import Hummingbird
import ScaleCodec
import SubtensorLocalnet
import Tracing

// What the documentation's snippets take as given: they are compiled (scripts/typecheck) with these names in sight, and not run.

func given<Value>() -> Value { fatalError() }

// MARK: Keys

var path: String { given() }
var wallet: Wallet { given() }
var password: SecretBytes { given() }
var coldkey: KeyPair { given() }
var hotkey: KeyPair { given() }
var keyPair: KeyPair { given() }
var account: AccountID { given() }
var receiver: AccountID { given() }
var message: [UInt8] { given() }
var data: [UInt8] { given() }

// MARK: A chain

var connection: any RPCConnection { given() }
var client: SubstrateClient { given() }
var subtensor: Subtensor { given() }
var state: ChainState { given() }
var url: String { given() }
var netuid: NetUID { given() }
var old: BlockReference { given() }
var folder: URL { given() }
var amount: UInt64 { given() }
var journal: any SubmissionJournal { given() }
var newer: PlannedTransaction { given() }
var planned: PlannedTransaction { given() }
var proof: MetadataProof { given() }
var metadata: RuntimeMetadata { given() }
var frame: [UInt8] { given() }
@Sendable func scores(at block: BlockNumber) async throws -> [UInt16: Double] { given() }
var registry: TypeRegistry { given() }
var bytes: [UInt8] { given() }
var type: TypeID { given() }

// MARK: Work

var puzzle: SealPuzzle { given() }
var head: BlockNumber { given() }
var hash: Hash256 { given() }

// MARK: Peers

var configuration: AxonConfiguration { given() }
var banned: Set<AccountID> { given() }
var metagraph: Metagraph {
    get { given() }
    set {}
}
var dendrite: Dendrite { given() }
var target: AxonTarget { given() }
var targets: [AxonTarget] { given() }
var verifier: BTAuthVerifier { given() }
var question: Ping { given() }

struct Summarize: Synapse {
    var text = ""
    var summary: String?

    static let fields: [SynapseField<Self>] = [.field("text", \.text), .field("summary", \.summary)]
}

struct MyContext: BTAuthRequestContext {
    var coreContext: CoreRequestContextStorage
    var sender: BTAuthVerifier.Sender?

    init(source: ApplicationRequestContextSource) { coreContext = .init(source: source) }
}

// MARK: What a process has once

var metricsFactory: any MetricsFactory { given() }
var tracer: any Tracer { given() }

func summary(of text: String) -> String { given() }

// MARK: Where a name means something else

extension Snippets_ProofOfWork {
    var hotkey: AccountID { given() }
}
