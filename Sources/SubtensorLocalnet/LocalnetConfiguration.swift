// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// How an embedded chain begins and runs.
public struct LocalnetConfiguration: Sendable {
    /// Which runtime is imitated.
    public var rules: RuleSet
    /// The genuine runtime whose chain this is, instead of an imitated one. Then `rules`, `difficulty`, `balances`, `tempo`,
    /// `commitReveal`, `knowsMetadataHash` and `takesEncrypted` say nothing: all of that is the runtime's and its first state's.
    public var genuine: GenuineChain?
    /// The network from which this chain goes on, instead of beginning. Then all that is said of `genuine` holds, and `genuine` itself
    /// says nothing.
    public var fork: ForkedChain?
    /// When it makes blocks by itself, while `Localnet.with` runs it.
    public var blocks: BlockProduction
    /// The registration difficulty of every subnet at the beginning.
    public var difficulty: UInt64
    /// Whether the difficulty stays as it is, instead of following the registrations.
    public var isDifficultyPinned: Bool
    /// Accounts that exist from the first block, with their free balances in rao.
    public var balances: [AccountID: UInt64]
    /// How many of the newest blocks keep their state; older ones can no longer be asked about.
    public var retainedBlocks: Int
    /// How many blocks subnet 1 waits between two epochs, less one; 0 for no epochs.
    public var tempo: UInt16
    /// Whether subnets begin with weights committed first, as on the main network: timelocked ones, which this chain opens with a
    /// beacon of its own. Python's packages know one beacon only, which is not that: for them, switch it off.
    public var commitReveal = true
    /// Whether the runtime knows the digest of its metadata, as runtimes built with `metadata-hash` do: released nodes and
    /// their images. Without it, whatever switches `CheckMetadataHash` on is refused, as by a node from a plain
    /// `cargo build`.
    public var knowsMetadataHash: Bool
    /// Whether it takes transactions that are encrypted until their block, as the main network does (MEV shield). Then what trades
    /// stake is sent so, and costs two fees.
    public var takesEncrypted: Bool
    /// Where the chain is kept: an SQLite file to which every block is written, and from which a chain goes on where it
    /// ended. Nil keeps it in memory only. The pool is not kept; `difficulty`, `balances` and `tempo` are for new chains.
    public var stateFile: String?
    /// Whose web pages may speak to the node: by default those of this machine and of `https://polkadot.js.org`.
    public var allowedOrigins = WebOrigin.usual
    /// How many connections the node has at the same time. More are told so (HTTP 429) and closed.
    public var maxConnections = 256
    /// Hears of a web page that was refused, by the `Origin` that its browser sent: any text, at any rate.
    public var refusedOrigin: @Sendable (String) -> Void = { _ in }
    /// Hears why a block of a fork could not be made when its time came, once until one is made again: the network did not answer.
    public var upstreamFailure: @Sendable (LocalnetError) -> Void = { _ in }
    /// Unix milliseconds: the chain's clock.
    public var now: @Sendable () -> UInt64

    /// A chain like today's mainnet, with a block every 12 seconds; without a block time, only when one is asked for.
    ///
    /// The default difficulty is the runtime's own initial value (10,000,000). Without `balances`, the well-known
    /// development accounts own 1,000,000 TAO each.
    public init(
        rules: RuleSet = .powRegister, blockTime: Duration? = .seconds(12), difficulty: UInt64 = 10_000_000,
        isDifficultyPinned: Bool = false, balances: [AccountID: UInt64]? = nil, retainedBlocks: Int = 4096,
        tempo: UInt16 = 360, knowsMetadataHash: Bool = true, takesEncrypted: Bool = false,
        stateFile: String? = nil, now: @escaping @Sendable () -> UInt64 = LocalnetConfiguration.systemMilliseconds
    ) {
        self.rules = rules
        blocks = blockTime.map(BlockProduction.timer) ?? .onDemand
        self.difficulty = difficulty
        self.isDifficultyPinned = isDifficultyPinned
        self.balances = balances ?? DevelopmentAccounts.balances
        self.retainedBlocks = retainedBlocks
        self.tempo = tempo
        self.knowsMetadataHash = knowsMetadataHash
        self.takesEncrypted = takesEncrypted
        self.stateFile = stateFile
        self.now = now
    }

    /// The time between blocks; nil for blocks that come when something waits for one, or only when asked for.
    public var blockTime: Duration? {
        get {
            guard case .timer(let time) = blocks else { return nil }
            return time
        }
        set { blocks = newValue.map(BlockProduction.timer) ?? .onDemand }
    }
}
