// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstrateKeys
import SubstratePrimitives

/// A program of the user's that signs: a device's, a vault's, another machine's.
///
/// It reads the transaction as `--unsigned` writes it, and prints the signature. What it says goes to the terminal.
struct CommandSigner: Signer {
    let key: PublicKey
    let command: CommandWords
    let console: Console
    let proof: TransactionProof
    /// A person at a device gets this long.
    var timeLimit = Duration.seconds(600)

    var accountID: AccountID { key.accountID }
    var scheme: KeyScheme { key.scheme }

    func sign(_ transaction: UnsignedTransaction) async throws -> Signature {
        let file = TransactionFile(transaction, proof: proof(transaction))
        console.say("Waiting for the signature of \(command.program.printable)…")
        let result = try await Subprocess.run(
            command.program, command.arguments, environment: variables, input: Array(file.document.text.utf8),
            passesErrors: true, limits: Subprocess.Limits(time: timeLimit, outputBytes: 1 << 16), orThrow: .signerFailed
        )
        guard result.status == 0 else {
            throw CLIError(
                .signerFailed, "\(excerpt(command.program)) ended with status \(result.status), without a signature")
        }
        return try transaction.signature(reading: result.output)
    }

    /// Without our passwords: they are none of its business.
    private var variables: [String: String] {
        console.environment.variables.filter { !$0.key.hasPrefix("BT_PW_") && !$0.key.hasPrefix("BT_WALLET_PASSWORD") }
    }
}
