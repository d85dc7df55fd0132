import BittensorPrimitives

extension AmountError: ReportableError {
    var exitStatus: ExitStatus { .usage }
}
