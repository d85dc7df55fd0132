// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstrateClient
import SubtensorClient

/// `btcli subnets pow-register`: registers a hotkey by proof of work.
struct SubnetsPowRegister: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "pow-register",
        abstract: "Register a hotkey on a subnet by proof of work.",
        discussion: """
            Looks at the runtime's rules first: which call takes the work, who signs, how seals are read. A runtime \
            that checks no work is refused, because its 'register' burns TAO.

            To see it work with a chain of its own, which needs no funds:
              btcli subnets pow-register --netuid 1 --network embedded --block-time 1

            With --rehearse the chain's own rules try it first, here, with a seal that takes no search: whatever else would keep real work \
            from being taken is named before anybody works for it.
            """)

    @OptionGroup var subnet: SubnetOption

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var password: PasswordOptions
    @OptionGroup var work: WorkOptions
    @OptionGroup var solver: SolverOptions
    @OptionGroup var rehearsal: RehearsalOptions
    @OptionGroup var fleet: FleetOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let netuid = try await subnet.netuid(console)
        let session = try work.session(console, goal: "subnet \(netuid)")
        var options = try await work.registrationOptions(console, solver)
        session.watch(&options.work)
        options.onProgress = { session.show($0) }
        options.submission.journal = try SentFile.ready(console, network, isUrgent: true)
        options.submission.report(to: console)
        let wallet = try await wallet.wallet(choosingOn: console, forHotkey: true)
        let keys = try WorkKeys(wallet, for: .registration(netuid))
        // A search goes on while there is no node: it has cost too much to give it up.
        let (registration, rehearsal) = try await network.withSubtensor(
            console, patience: NetworkOptions.forever, unless: { session.takes($0) }
        ) { [options] subtensor in
            let start = try await subtensor.client.stateAtConnection()
            return try await register(
                on: netuid, subtensor.pinned(to: start), wallet, keys, options, session, console)
        }
        try console.show(
            RegistrationAnswer(registration, rehearsal: rehearsal, self.wallet.accountNames(console)))
        console.hint(.afterRegistration)
        return .done
    }

    private func register(
        on netuid: NetUID, _ subtensor: Subtensor, _ wallet: Wallet, _ keys: WorkKeys, _ options: RegistrationOptions,
        _ session: SearchSession, _ console: Console
    ) async throws -> (Registration, RegistrationRehearsal?) {
        try await subtensor.requireSubnet(netuid)
        // Neither a registered hotkey nor a runtime without rules of work needs a password.
        if let uid = try await subtensor.uid(of: keys.hotkey, on: netuid) {
            return (Registration(netuid: netuid, uid: uid, keys: keys, proof: nil), nil)
        }
        let rehearsed =
            rehearsal.isWanted(console)
            ? try await rehearse(on: netuid, subtensor, keys, options.work, console) : nil
        let signer: KeyPair
        switch try await subtensor.signer(of: .registration(netuid)) {
        case .hotkey, nil: signer = try await password.hotkey(of: wallet, "to sign the registration", on: console)
        case .coldkey: signer = try await password.coldkey(of: wallet, "to sign the registration", on: console)
        }
        // Opening the key may have taken a person a while.
        let subtensor = console.canAsk ? subtensor.unpinned : subtensor
        let registration = try await session.run { [fleet] in
            try await fleet.helping(session, console) { helper in
                var options = options
                options.work.helper = helper
                return try await subtensor.register(on: netuid, keys: keys, signer: signer, options: options)
            }
        }
        return (registration, rehearsed)
    }

    /// Has the chain's own rules try it, tells what they say, and asks whether it is to be searched for; nil where they cannot be tried.
    private func rehearse(
        on netuid: NetUID, _ subtensor: Subtensor, _ keys: WorkKeys, _ options: POWOptions, _ console: Console
    ) async throws -> RegistrationRehearsal? {
        let now = UInt64(clamping: WallTime.now.seconds) * 1000
        let rehearsed: RegistrationRehearsal
        do {
            rehearsed = try await console.working("Rehearsing") {
                try await subtensor.rehearseRegistration(
                    on: netuid, keys: keys, options: options, at: now, codes: CodeFiles(console.environment),
                    questions: QuestionFiles(console.environment))
            }
        } catch let error as ClientError where error.code == .notInRuntime && rehearsal.choice == nil {
            console.warn("not rehearsed: \(error.reason)")
            return nil
        } catch let error as BittensorError where error.code == .workNotChecked {
            // Told with its price by the registration itself.
            return nil
        }
        if let error = rehearsed.error { throw error }
        try await console.requireConsent(
            "Search for the work?", after: Facts(rehearsed.rows).text(width: console.terminal.talk.size?.columns),
            otherwise: "nothing was searched for")
        return rehearsed
    }
}
