import ArgumentParser
import Foundation
import NIOCore
import NIOPosix
import SubstrateKeys
import SubstratePrimitives

/// Sends signed `IntSynapse` requests over kept connections, as fast as they are answered or at a given rate.
struct LoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "load")

    @Option var port: Int
    @Option(help: "The process that serves, for its CPU time and memory.") var pid: Int
    @Option var connections = 32
    @Option(help: "Requests in all: they are signed before the clock starts.") var requests = 20_000
    @Option(help: "Requests per second; 0 for as many as are answered.") var rate = 0.0

    func run() async throws {
        let axon = try KeyPair(uri: "//WireAxon").accountID.ss58()
        let share = requests / connections
        let prepared = try await withThrowingTaskGroup(of: [ByteBuffer].self) { group in
            for index in 0..<connections {
                group.addTask { try Self.sign(share, for: axon, "load-\(UUID())-\(index)") }
            }
            return try await group.reduce(into: [[ByteBuffer]]()) { $0.append($1) }
        }
        let interval = rate > 0 ? Duration.seconds(Double(connections) / rate) : nil
        let before = try ServerUse(pid: pid)
        let start = ContinuousClock.now
        let latencies = try await withThrowingTaskGroup(of: [Duration].self) { group in
            for buffers in prepared { group.addTask { try await Self.send(buffers, port: port, every: interval) } }
            return try await group.reduce(into: [Duration]()) { $0 += $1 }
        }.sorted()
        let seconds = start.duration(to: .now) / .seconds(1)
        let after = try ServerUse(pid: pid)
        func milliseconds(_ share: Double) -> Double {
            latencies[min(latencies.count - 1, Int(Double(latencies.count) * share))] / .milliseconds(1)
        }
        print(
            String(
                format:
                    "%d requests, %.0f/s, p50 %.2f ms, p99 %.2f ms, server CPU %.3f ms/request, server memory %.0f MB",
                latencies.count, Double(latencies.count) / seconds, milliseconds(0.5), milliseconds(0.99),
                (after.cpuSeconds - before.cpuSeconds) * 1000 / Double(latencies.count), after.megabytes))
    }

    /// Requests of one dendrite, with rising nonces from now on.
    private static func sign(_ count: Int, for axon: String, _ uuid: String) throws -> [ByteBuffer] {
        let caller = try KeyPair(uri: "//WireCaller")
        let address = caller.accountID.ss58()
        let hash = "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a"
        let body = #"{"name": "IntSynapse", "timeout": 100.0, "input": 41, "output": null}"#
        return (0..<count).map { _ in
            let nonce = Int64(Date().timeIntervalSince1970 * 1e6) * 1000 + Int64.random(in: 0..<1000)
            let signature = caller.sign(Array("\(nonce).\(address).\(axon).\(uuid).\(hash)".utf8)).hex
            let head = """
                POST /IntSynapse HTTP/1.1\r
                Host: 127.0.0.1\r
                name: IntSynapse\r
                timeout: 100.0\r
                bt_header_axon_ip: 127.0.0.1\r
                bt_header_axon_hotkey: \(axon)\r
                bt_header_dendrite_ip: 203.0.113.7\r
                bt_header_dendrite_version: 10005000\r
                bt_header_dendrite_nonce: \(nonce)\r
                bt_header_dendrite_uuid: \(uuid)\r
                bt_header_dendrite_hotkey: \(address)\r
                bt_header_dendrite_signature: \(signature)\r
                header_size: 640\r
                total_size: 3000\r
                computed_body_hash: \(hash)\r
                Accept: */*\r
                Content-Type: application/json\r
                Content-Length: \(body.utf8.count)\r
                \r

                """
            return ByteBuffer(string: head + body)
        }
    }

    /// Sends one request after the other over one connection.
    private static func send(_ buffers: [ByteBuffer], port: Int, every interval: Duration?) async throws -> [Duration] {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var latencies: [Duration] = []
            var answers = inbound.makeAsyncIterator()
            var due = ContinuousClock.now
            for buffer in buffers {
                if let interval {
                    try await Task.sleep(until: due)
                    due += interval
                }
                let start = ContinuousClock.now
                try await outbound.write(buffer)
                var answer = ""
                while !isWhole(answer) {
                    guard let part = try await answers.next() else { throw Failed(answer: answer) }
                    answer += String(buffer: part)
                }
                guard answer.hasPrefix("HTTP/1.1 200") else { throw Failed(answer: answer) }
                latencies.append(start.duration(to: .now))
            }
            return latencies
        }
    }

    private static func isWhole(_ answer: String) -> Bool {
        let bytes = Array(answer.utf8)
        return bytes.last == UInt8(ascii: "}") && answer.hasSuffix("}") && answer.contains("\r\n\r\n{")
    }

    struct Failed: Error { let answer: String }
}

/// What a process has used, from `/proc`.
struct ServerUse {
    let cpuSeconds: Double
    let megabytes: Double

    init(pid: Int) throws {
        let stat = try String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
        let fields = stat.split(separator: ")").last?.split(separator: " ").map { String($0) } ?? []
        // Fields 14 and 15 of proc(5), in ticks of 10 ms; the name of the process was cut off.
        cpuSeconds = ((Double(fields[11]) ?? 0) + (Double(fields[12]) ?? 0)) / 100
        megabytes = (Double(fields[21]) ?? 0) * 4096 / 1e6
    }
}
