import SubstrateKeys

extension KeysError: ReportableError {
    var exitStatus: ExitStatus { .dataError }
}
