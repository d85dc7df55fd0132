import ProofOfWork

/// Shows a solver's statistics in a console's status area.
struct StatisticsDisplay: StatisticsSink {
    let console: Console

    func write(_ report: StatisticsReport) {
        guard !console.options.isQuiet else { return }
        console.status.update(report.text, inPlace: report.output == .inPlace)
    }

    func stop() { console.status.end() }
}

extension Console {
    /// The logger of a search: in place on a terminal, unless forbidden; plain lines otherwise.
    ///
    /// - Parameter inPlace: false for `--no-output-in-place`.
    func statisticsLogger(inPlace: Bool = true) -> RegistrationStatisticsLogger {
        RegistrationStatisticsLogger(
            sink: StatisticsDisplay(console: self), output: inPlace && status.isInPlace ? .inPlace : .lines,
            verbose: options.isVerbose)
    }
}
