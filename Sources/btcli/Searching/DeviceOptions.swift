// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import ProofOfWork
import SubtensorClient

/// Which devices search, and how cards are used.
struct DeviceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What to search on: cpu, cuda, opencl, one device such as cuda:0 or opencl:1, several with commas between; gpu "
                + "for every graphics card, auto for those or else the processor. (default: cpu)",
            valueName: "devices"),
        completion: .list(["cpu", "cuda", "opencl", "gpu", "auto"]), transform: { try DeviceNames(parsing: $0) })
    var device: DeviceNames?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Which GPUs, by number: CUDA's where nothing else names cards. (default: all)", valueName: "n"))
    var devId: [Int] = []

    @Option(
        help: ArgumentHelp(
            "CUDA threads per block, a multiple of 32, or OpenCL work items per group. (default: what suits the GPU)",
            valueName: "n"))
    var tpb: Int?

    @OptionGroup var libraries: CardLibraryOptions

    /// Whether options say how cards are used.
    var namesCards: Bool { !devId.isEmpty || tpb != nil }

    /// What the options ask for. Blocks while it looks for cards, if they are not named.
    ///
    /// - Parameters:
    ///   - cuda: whether a flag asks for NVIDIA's cards.
    ///   - opencl: whether a flag asks for OpenCL's.
    func chosen(_ console: Console, cuda: Bool = false, opencl: Bool = false) async throws -> ChosenDevices {
        var names = device ?? DeviceNames()
        if device != nil, cuda || opencl {
            throw CLIError(.usage, "--device says what to search on: leave --cuda and --opencl out")
        }
        if cuda { names.cuda = .all }
        if opencl { names.opencl = .all }
        if !names.hasCards, namesCards {
            guard !names.usesProcessor else {
                throw CLIError(.usage, "the processor has no cards: leave --dev-id and --tpb out")
            }
            names.cuda = .all
        }
        if let automatic = names.automatic { return try await found(automatic, console) }
        if !devId.isEmpty {
            switch (names.cuda, names.opencl) {
            case (.all, nil): names.cuda = .only(devId)
            case (nil, .all): names.opencl = .only(devId)
            default: throw CLIError(.usage, "--dev-id does not say of which kind: use --device cuda:0,opencl:1")
            }
        }
        return ChosenDevices(
            usesProcessor: names.usesProcessor || !names.hasCards,
            cards: CardOptions(
                cuda: names.cuda.map { cudaOptions($0.numbers) },
                opencl: names.opencl.map { openCLOptions($0.numbers, console) }))
    }

    private func cudaOptions(_ numbers: [Int]?) -> CUDAOptions {
        CUDAOptions(deviceIDs: numbers, threadsPerBlock: tpb, library: libraries.cuda)
    }

    private func openCLOptions(_ numbers: [Int]?, _ console: Console) -> OpenCLOptions {
        OpenCLOptions(deviceIDs: numbers, groupSize: tpb, library: libraries.opencl(console))
    }

    /// Looks for every graphics card: NVIDIA's by CUDA, and others by OpenCL. `--dev-id` counts them through.
    private func found(_ automatic: DeviceNames.Automatic, _ console: Console) async throws -> ChosenDevices {
        var cards = CardOptions()
        let cuda = CardOptions(cuda: cudaOptions(nil))
        if try await offersCards(cuda, console) { cards.cuda = cuda.cuda }
        let opencl = CardOptions(opencl: openCLOptions(nil, console))
        if try await offersCards(opencl, console) { cards.opencl = opencl.opencl }
        guard cards.cuda != nil || cards.opencl != nil else {
            guard automatic == .best else {
                throw CardError(.noDevice, "there is no graphics card here: neither CUDA nor OpenCL offers one")
            }
            return ChosenDevices(usesProcessor: true, cards: cards)
        }
        if !devId.isEmpty { try await narrow(&cards) }
        return ChosenDevices(usesProcessor: false, cards: cards)
    }

    private func offersCards(_ options: CardOptions, _ console: Console) async throws -> Bool {
        do {
            return try await !options.awaitStations().isEmpty
        } catch let error as CardError where error.code != .invalidOption {
            if [.noDriver, .noDevice].contains(error.code) {
                console.detail(error.reason)
            } else {
                console.warn(error.reason)
            }
            return false
        }
    }

    private func narrow(_ cards: inout CardOptions) async throws {
        let devices = try await cards.awaitStations().map(\.card)
        let chosen = try devId.map { number in
            guard devices.indices.contains(number) else {
                throw CardError(
                    .unknownDevice, "there is no graphics card \(number): this machine has \(devices.count)")
            }
            return devices[number]
        }
        let numbers = chosen.filter { $0 is CUDADevice }.map(\.number)
        let others = chosen.filter { $0 is OpenCLDevice }.map(\.number)
        cards.cuda?.deviceIDs = numbers
        cards.opencl?.deviceIDs = others
        if numbers.isEmpty { cards.cuda = nil }
        if others.isEmpty { cards.opencl = nil }
    }
}

/// The devices of one search.
struct ChosenDevices {
    let usesProcessor: Bool
    let cards: CardOptions

    var usesCards: Bool { cards.cuda != nil || cards.opencl != nil }
}

extension CardOptions {
    /// Lets these cards search for work.
    func apply(to work: inout POWOptions) {
        work.cuda = cuda != nil
        work.deviceIDs = cuda?.deviceIDs
        work.threadsPerBlock = cuda?.threadsPerBlock
        if let library = cuda?.library { work.cudaLibrary = library }
        work.opencl = opencl
    }
}
