import ArgumentParser
import Bittensor
import SubstrateClient
import SubstrateRPC
import SubtensorLocalnet
import Synchronization

/// Registers one hotkey after another on an embedded chain, and measures for each the time from the seal that the search hands
/// over to the call that writes the signed extrinsic to the socket, while all threads search on.
@main
struct SealToWire: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal-to-wire", abstract: "Time a found seal to its submission, with every core searching.")

    @Option(help: "How many registrations. (at most 250: a subnet has no more places)")
    var count = 200

    @Flag(help: "Fail when the 99th percentile is above 2 ms.")
    var check = false

    func run() async throws {
        let count = min(count, 250)
        let configuration = LocalnetConfiguration(
            rules: .powRegister, blockTime: .milliseconds(250), difficulty: 3_000_000, isDifficultyPinned: true)
        let times = try await Localnet.with(configuration) { localnet in
            try await withRPCClient(endpoints: [try RPCEndpoint(localnet.url)]) { connection in
                let stamps = Stamps()
                let client = try await SubstrateClient.connect(
                    over: StampingConnection(base: connection, stamps: stamps))
                let subtensor = try Subtensor(client)
                let coldkey = try KeyPair(uri: "//Alice")
                for number in 0..<count {
                    let hotkey = try KeyPair(uri: "//Alice//\(number)")
                    var options = RegistrationOptions()
                    options.maxAttempts = 100
                    options.onProgress = { if case .submitting = $0 { stamps.found() } }
                    _ = try await subtensor.register(
                        on: 1, keys: WorkKeys(hotkey: hotkey.accountID, coldkey: coldkey.accountID), signer: coldkey,
                        options: options)
                }
                return stamps.times
            }
        }
        let sorted = times.sorted()
        guard !sorted.isEmpty else { return print("nothing was registered") }
        func milliseconds(_ part: Double) -> Double {
            let place = min(sorted.count - 1, Int((Double(sorted.count) * part).rounded(.down)))
            return Double(Int(sorted[place] / .microseconds(1))) / 1000
        }
        print("seal to wire, \(sorted.count) submissions, every core searching")
        print("median \(milliseconds(0.5)) ms, p90 \(milliseconds(0.9)) ms, p99 \(milliseconds(0.99)) ms")
        if check, milliseconds(0.99) > 2 { throw ExitCode(1) }
    }
}

/// When seals were found, and how long they took.
final class Stamps: Sendable {
    private let state = Mutex<(found: ContinuousClock.Instant?, times: [Duration])>((nil, []))

    func found() { state.withLock { $0.found = .now } }

    func sent() {
        state.withLock { state in
            guard let found = state.found.take() else { return }
            state.times.append(found.duration(to: .now))
        }
    }

    var times: [Duration] { state.withLock { $0.times } }
}

/// A connection that notes when a submission is handed to it.
struct StampingConnection: RPCConnection {
    let base: any RPCConnection
    let stamps: Stamps

    func request(method: String, params: JSONValue, timeout: Duration?) async throws(RPCError) -> JSONValue {
        try await base.request(method: method, params: params, timeout: timeout)
    }

    func subscribe(
        method: String, params: JSONValue, unsubscribe: String, buffering: RPCSubscription.Buffering
    ) async throws(RPCError) -> RPCSubscription {
        if method.hasPrefix("author_submit") { stamps.sent() }
        return try await base.subscribe(method: method, params: params, unsubscribe: unsubscribe, buffering: buffering)
    }

    func knownAnswer(method: String, params: JSONValue) -> JSONValue? {
        base.knownAnswer(method: method, params: params)
    }
}
