// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import ProofOfWork
import SealBenchmark
import SubstratePrimitives

/// The things that `btcli doctor` looks at.
enum Checkup {
    // MARK: Settings

    /// The configuration file, and the values in the environment.
    static func configuration(_ global: GlobalOptions, _ console: Console) -> [Finding] {
        let topic = "configuration"
        let settings: Settings
        let file: ConfigurationFile?
        do {
            file = try global.configurationFile(console.environment)
            settings = try Settings(environment: console.environment, file: file)
        } catch {
            return [.broken(topic, error)]
        }
        guard let file, file.text != nil else { return [.fine(topic, "no file; environment and defaults hold")] }
        if let mode = PrivateFile.permissions(file.path), mode & 0o022 != 0 {
            return [
                .warning(
                    topic, "others than you may change \(file.path) (mode 0\(String(mode, radix: 8)))",
                    "chmod go-w \(file.path.shellWord)")
            ]
        }
        let count = Setting.all.count { settings.found($0) != nil }
        return [.fine(topic, "\(file.path), \(count) of \(Setting.all.count) settings made")]
    }

    // MARK: Wallets

    /// The folder of wallets, and each wallet in it.
    static func wallets(_ options: WalletOptions, _ console: Console) -> [Finding] {
        let path = options.path(console)
        let folder = path.hasPrefix("~/") ? (console.environment["HOME"] ?? "") + path.dropFirst() : path
        guard let mode = PrivateFile.permissions(folder) else {
            return [.warning("wallets", "there is no folder \(path)", "make a wallet: btcli wallet create")]
        }
        let listings: [WalletListing]
        do {
            listings = try options.listing(console)
        } catch {
            return [.broken("wallets", error)]
        }
        var findings: [Finding] = []
        if mode & 0o002 != 0 {
            findings.append(
                .broken(
                    "wallets", "everybody may put files into \(path) (mode 0\(String(mode, radix: 8)))",
                    "chmod 700 \(path.shellWord)"))
        } else if listings.isEmpty {
            findings.append(.warning("wallets", "there is none in \(path)", "make one: btcli wallet create"))
        } else {
            findings.append(.fine("wallets", "\(listings.count) in \(path)"))
        }
        return findings + listings.flatMap { wallet($0, path, console) }
    }

    private static func wallet(_ listing: WalletListing, _ path: String, _ console: Console) -> [Finding] {
        let topic = "wallet \(listing.name)"
        let place = path == Wallet.defaultPath ? "" : " -p \(path.shellWord)"
        let option = "-w \(listing.name.shellWord)\(place)"
        guard let wallet = try? Wallet(name: listing.name, path: path, homeFolder: console.environment["HOME"]) else {
            return [.broken(topic, "its name makes no safe file name", "rename its folder")]
        }
        var findings: [Finding] = []
        if listing.coldkey == nil {
            findings.append(
                .broken(
                    topic, "its public coldkey is missing or damaged", "btcli wallet regen-coldkeypub \(option)"))
        }
        let coldkey = wallet.coldkeyFile
        if coldkey.exists {
            do {
                if try coldkey.encryption() == .none {
                    findings.append(
                        .warning(
                            topic, "its coldkey is not encrypted: whoever reads the file owns the funds",
                            "btcli wallet change-password \(option)"))
                }
            } catch {
                findings.append(.broken(topic, error))
            }
        }
        let hotkeys = listing.hotkeys.compactMap { hotkey in
            try? Wallet(
                name: listing.name, hotkey: hotkey.name, path: path, homeFolder: console.environment["HOME"]
            ).hotkeyFile
        }
        for concern in ([coldkey] + hotkeys).flatMap(\.concerns) {
            findings.append(.warning(topic, "\(concern)", ""))
        }
        for hotkey in listing.hotkeys where hotkey.account == nil && !hotkey.isEncrypted {
            findings.append(
                .broken(
                    topic, "its hotkey \(hotkey.name) is damaged",
                    "btcli wallet regen-hotkey \(option) -H \(hotkey.name.shellWord)"))
        }
        guard findings.isEmpty else { return findings }
        let kind = coldkey.exists ? "coldkey encrypted" : "public coldkey only"
        return [.fine(topic, "\(kind), \(listing.hotkeys.count) \(listing.hotkeys.count == 1 ? "hotkey" : "hotkeys")")]
    }

    // MARK: Machine

    /// Every kernel of this machine, tried against the reference.
    static func kernels() async throws -> [Finding] {
        var rates: [String] = []
        for kernel in SealKernel.available {
            do {
                let report = try await POWBenchmark(time: .milliseconds(20), threads: 1, kernel: kernel).run()
                rates.append("\(kernel.name) \(report.undisturbedThreadRate)")
            } catch let error as ProofOfWorkError {
                return [
                    .broken("kernels", error.reason, "use another: --kernel; and report it, with the processor's name")
                ]
            }
        }
        let machine = SolverTuning.Machine.current
        return [
            .fine(
                "kernels",
                "one thread of \(machine.processor), by processor time: " + rates.joined(separator: ", "))
        ]
    }

    /// Graphics cards, which nobody needs.
    static func cards(_ console: Console) async throws -> [Finding] { try await [nvidia(), opencl(console)] }

    private static func nvidia() -> Finding {
        do {
            let devices = try CUDAOptions().devices()
            return .fine("GPU", devices.map { "\($0)" }.joined(separator: ", "))
        } catch {
            switch error.code {
            case .noDriver: return .fine("GPU", "no NVIDIA driver; the processor does the work")
            case .noDevice, .driverTooOld: return .warning("GPU", error.reason, "or leave --cuda out")
            default: return .broken("GPU", error)
            }
        }
    }

    /// What OpenCL's drivers offer.
    private static func opencl(_ console: Console) async throws -> Finding {
        let topic = "OpenCL"
        let library = OpenCLProbe.guarding(.system, console)
        guard library.isInstalled else { return .fine(topic, "not here; only cards other than NVIDIA's need it") }
        do {
            try await library.probe?()
            return .fine(topic, try library.devices().map { "\($0)" }.joined(separator: ", "))
        } catch let error as CardError {
            switch error.code {
            case .noDriver, .noDevice: return .fine(topic, error.reason)
            default: return .broken(topic, error)
            }
        }
    }
}
