// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import NIOSSL

/// How a dendrite calls.
public struct DendriteConfiguration: Sendable {
    /// What the caller says its address is. Python looks it up on the internet; nothing depends on it.
    public var externalIP: String?
    /// The version that calls name: of the SDK whose protocol this is.
    public var version = SDKVersion.current
    /// Calls at once. Further targets of one call wait for their turn, and are signed when it comes.
    public var concurrentCalls = 512
    /// Connections to one address.
    public var connectionsPerTarget = 64
    /// A call to more targets than this closes its connections at once: idle ones would use up the process's files.
    public var reusedTargets = 512
    /// How long an idle connection is kept. Python's axons close theirs after five seconds.
    public var idleTimeout: Duration = .seconds(4)
    /// Bytes of one answer, unpacked.
    public var longestAnswer = 128 << 20
    /// Bytes of all answers to one call of many targets, unpacked; and, beside that, of all that are on their way to calls of
    /// one target.
    ///
    /// Half of it is shared out evenly, so that each target has its part whatever the others send: with 256 targets and the
    /// default, 2 MiB. The other half goes to whoever needs more first. An answer for which nothing is left ends with the
    /// status 422.
    public var answersInFlight = 1 << 30
    /// Redirects that are followed, with the signed headers, as Python does.
    public var redirects = 5
    /// Leaves targets alone that failed again and again; nil to try each time.
    public var deadTargets: DeadTargetPolicy?
    /// How names are checked for `https` targets behind a redirect; nil for the system's way.
    public var tls: TLSConfiguration?
    /// How the body is written.
    public var style: PythonJSON.Style = .compact

    public init() {}
}

/// When a target counts as dead, and for how long.
public struct DeadTargetPolicy: Sendable {
    /// Failures to reach it, one after another.
    public var failures: Int
    /// How long it is not called then: such a call fails at once with 503.
    public var rest: Duration

    public init(failures: Int = 3, rest: Duration = .seconds(60)) {
        self.failures = failures
        self.rest = rest
    }
}
