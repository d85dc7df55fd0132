// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives
public import SubstrateRuntime

/// What a fork is for: what was asked the last time for the same is mostly what has to be asked again.
public struct ForkSubject: Hashable, Sendable {
    /// The chain.
    public let genesisHash: Hash256
    /// Its rules.
    public let specVersion: UInt32
    /// What is tried, such as the call's name.
    public let name: String

    public init(genesisHash: Hash256, specVersion: UInt32, name: String) {
        self.genesisHash = genesisHash
        self.specVersion = specVersion
        self.name = name
    }
}

/// Where it is kept what a fork has asked, so that the next one of its kind can ask all of it in its first round.
///
/// It is only what to ask: wrong questions cost a few bytes, and answers come from the node.
public protocol QuestionMemory: Sendable {
    /// What was asked the last time; empty where that is not kept.
    func questions(of subject: ForkSubject) -> Set<StateQuestion>
    func keep(_ questions: Set<StateQuestion>, of subject: ForkSubject)
}

/// Keeps nothing.
public struct NoQuestionMemory: QuestionMemory {
    public init() {}
    public func questions(of subject: ForkSubject) -> Set<StateQuestion> { [] }
    public func keep(_ questions: Set<StateQuestion>, of subject: ForkSubject) {}
}
