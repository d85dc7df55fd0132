// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

extension SealKernel {
    /// The kernel that is fastest for a scheme on this machine.
    ///
    /// A race finds it when somebody first asks, which takes some 20 ms of the calling thread; see ``records(knowing:)``
    /// for a way around.
    public static func fastest(for scheme: SealScheme) -> SealKernel { fastest(for: scheme, on: .any) }

    /// The kernel that is fastest for a scheme on a kind of core, which the calling thread must be on for the race.
    static func fastest(for scheme: SealScheme, on core: CoreKind) -> SealKernel {
        winners.withLock { winners in
            let event = Event(scheme: scheme, core: core)
            if let winner = winners[event] { return winner }
            let winner = raceWinner(scheme)
            winners[event] = winner
            return winner
        }
    }

    /// Which kernels are fastest here, for every scheme and kind of core: by races, but for what is known already.
    ///
    ///     let records = try await SealKernel.records(knowing: stored)   // and store them
    ///
    /// Known records hold for one model of processor and one version of this library: whoever stores them sees to that.
    /// Those of kernels that this machine cannot run are left out.
    ///
    /// - Throws: `threadNotStarted`; `CancellationError`.
    public static func records(knowing known: [KernelRecord] = []) async throws -> [KernelRecord] {
        let processors = CoreKind.current.sorted { $0.key < $1.key }
        var places: [(core: CoreKind, processor: Int?)] = [(.any, nil)]
        for (processor, core) in processors where !places.contains(where: { $0.core == core }) {
            places.append((core, processor))
        }
        adopt(known, of: Set(places.map(\.core)))
        var records: [KernelRecord] = []
        for place in places {
            records += try await ThreadGroup.run(
                count: 1, name: "kernel-race", processors: place.processor.map { [$0] } ?? []
            ) { _, _ in
                SealScheme.allCases.map {
                    KernelRecord(scheme: $0, core: place.core.name, kernel: fastest(for: $0, on: place.core).name)
                }
            }.flatMap(\.self)
        }
        return records
    }

    private static func adopt(_ records: [KernelRecord], of cores: Set<CoreKind>) {
        winners.withLock { winners in
            for record in records {
                let event = Event(scheme: record.scheme, core: CoreKind(name: record.core))
                guard cores.contains(event.core), let kernel = try? named(record.kernel) else { continue }
                winners[event] = winners[event] ?? kernel
            }
        }
    }

    private static func raceWinner(_ scheme: SealScheme) -> SealKernel {
        // Without a hit, whatever is hashed costs the same.
        let walks = available.map {
            SealWalk(KnownPuzzle.message(scheme), order: .little, threshold: 0, kernel: $0)
        }
        var trail = NonceTrail(start: 0, scheme: scheme, lap: .tabled)
        let race = KernelRace(contenders: walks.count) { contender, nonces in
            let begin = ThreadClock.now()
            _ = walks[contender].advance(along: &trail, count: nonces) { _ in }
            return ThreadClock.now() - begin
        }
        return available[race.winner()]
    }

    /// What a race is about.
    private struct Event: Hashable {
        let scheme: SealScheme
        let core: CoreKind
    }

    /// Held while a race lasts: who else wants to know waits for its end, and disturbs nothing.
    private static let winners = Mutex<[Event: SealKernel]>([:])
}
