// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

@testable import btcli

/// The options that a command has which searches for work on a chain.
struct SearchWords: ParsableArguments {
    @OptionGroup var work: WorkOptions
    @OptionGroup var solver: SolverOptions

    func registrationOptions(
        _ console: Console, tune: TuningFile.Measurement = TuningFile.shortMeasurement
    ) async throws -> RegistrationOptions { try await work.registrationOptions(console, solver, tune: tune) }
}
