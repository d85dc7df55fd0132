// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubtensorClient
import Synchronization

/// Keeps code and questions in memory.
final class Kept: CodeMemory, QuestionMemory {
    private let codes = Mutex<[Hash256: [UInt8]]>([:])
    private let asked = Mutex<[ForkSubject: Set<StateQuestion>]>([:])

    func code(_ hash: Hash256) -> [UInt8]? { codes.withLock { $0[hash] } }
    func keep(_ code: [UInt8], _ hash: Hash256) { codes.withLock { $0[hash] = code } }

    func questions(of subject: ForkSubject) -> Set<StateQuestion> { asked.withLock { $0[subject] ?? [] } }
    func keep(_ questions: Set<StateQuestion>, of subject: ForkSubject) { asked.withLock { $0[subject] = questions } }
}
