// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

@testable import SubstrateRPC

/// Feeds what a node might send, one message a line, to a table with requests and a subscription open.
///
/// What is read must be written and read again as the same; what is refused must be refused by its own error; and a table
/// must stay within its limits, whatever comes.
@_cdecl("fuzzJSONRPC")
public func fuzzJSONRPC(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = UnsafeBufferPointer(start: start, count: count)
    var table = RequestTable(endpoint: "ws://fuzz:1", maxInFlight: 8, maxEarlyBytes: 256, maxQueuedBytes: 1024)
    let (subscription, feed) = RPCSubscription.make(buffering: .newest(4))
    guard let request = try? table.reserve(method: "a", size: 10), table.begin(request, completion: { _ in }),
        let subscribing = try? table.reserve(method: "b", size: 10, subscribing: (feed.buffer, "c")),
        table.begin(subscribing, completion: { _ in })
    else { preconditionFailure("an empty table has room") }

    for line in input.split(separator: UInt8(ascii: "\n"), maxSplits: 64) {
        guard let message = message(line) else { continue }
        for effect in table.receive(message, size: line.count) {
            switch effect {
            case .complete(let completion, let result): completion(result)
            case .deliver(let feed, let value): feed.yield(value)
            case .finish(let feed, let error): feed.finish(throwing: error)
            case .disconnect(let error):
                for case .complete(let completion, let result) in table.fail(error) { completion(result) }
            case .unsubscribe, .cancel: break
            }
        }
        precondition(table.inFlight <= 2 && table.activeSubscriptions <= 1, "a node opened something")
    }
    withExtendedLifetime(subscription) {}
    return 0
}

private func message(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> IncomingMessage? {
    let value: JSONValue
    do throws(RPCError) {
        value = try JSONValue(parsing: line, limits: JSONLimits(maxDepth: 64, maxBytes: 1 << 16, maxValues: 4096))
    } catch {
        precondition(error.code == .invalidJSON || error.code == .tooLarge, "refused as \(error.code)")
        return nil
    }
    precondition((try? JSONValue(parsing: value.serialized())) == value, "written and read as something else")
    do throws(RPCError) {
        return try IncomingMessage(value)
    } catch {
        precondition(error.code == .malformedReply, "refused as \(error.code)")
        return nil
    }
}
