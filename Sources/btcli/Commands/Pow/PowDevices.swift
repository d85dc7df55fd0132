// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import ProofOfWork
import SubstratePrimitives

/// `btcli pow devices`: what this machine can search on.
struct PowDevices: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "devices",
        abstract: "List what this machine can search on.",
        discussion: """
            Every device by the name that --device takes: the processor, NVIDIA's cards by CUDA, and everything that \
            OpenCL's drivers offer. A card that both offer stands there twice, and searches once when neither is named. \
            OpenCL's processors search only when they are named: the processor's own kernels are faster.
            """)

    @OptionGroup var libraries: CardLibraryOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let cuda = try await CardListing { try libraries.cuda.devices() }
        let library = libraries.opencl(console)
        let opencl = try await CardListing {
            try await library.probe?()
            return try library.devices()
        }
        try await KernelFile(console.environment).settle(console)
        try console.show(
            DevicesAnswer(
                kernel: .fastest(for: .powRegister), threads: ProcessorCount.available, cuda: cuda, opencl: opencl))
        return .done
    }
}

/// What one kind of driver offers.
struct CardListing {
    private(set) var devices: [any Card] = []
    /// Why there is nothing.
    private(set) var failure: CardError?

    init(_ list: () async throws -> [any Card]) async throws {
        do {
            devices = try await list()
        } catch let error as CardError {
            failure = error
        }
    }
}

/// What a machine can search on.
struct DevicesAnswer: Answer {
    let kernel: SealKernel
    let threads: Int
    let cuda: CardListing
    let opencl: CardListing

    private var cards: [any Card] { cuda.devices + opencl.devices }

    var document: OutputDocument {
        let processor: OutputDocument = [
            "device": .string("cpu"), "name": .string(kernel.name), "driver": .null, "units": .integer(threads),
            "memory": .null, "clock": .null, "kind": .string("processor"), "pci": .null,
        ]
        return [
            "devices": .array([processor] + cards.map(Self.document)),
            "missing": .array(
                [("cuda", cuda), ("opencl", opencl)].compactMap { kind, listing in
                    listing.failure.map {
                        ["kind": .string(kind), "code": .string($0.codeName), "reason": .string($0.reason)]
                    }
                }),
        ]
    }

    private static func document(_ card: any Card) -> OutputDocument {
        [
            "device": .string(card.identifier), "name": .string(card.name),
            "driver": .string(card.driverDescription), "units": .integer(card.units),
            "memory": card.memory.map { .digits($0) } ?? .null,
            "clock": card.maximumClock > 0 ? .number(card.maximumClock) : .null, "kind": .string(kind(card)),
            "pci": .string(orNull: card.address?.description),
        ]
    }

    private static func kind(_ card: any Card) -> String {
        switch (card as? OpenCLDevice)?.kind {
        case .processor: "processor"
        case .accelerator: "accelerator"
        case .graphics, nil: "gpu"
        }
    }

    func text(width: Int?) -> StyledText {
        var table = Table([
            .text("Device", .never), .text("Name"), .number("Units"), .number("Memory"), .text("Driver"),
        ])
        table.add(["cpu", "kernel \(kernel.name)", String(threads), "", ""])
        for card in cards {
            let memory = card.memory.map { "\((Double($0) / 0x1p30).fixed(decimals: 1)) GiB" } ?? ""
            let kind = Self.kind(card) == "gpu" ? "" : " (\(Self.kind(card)))"
            table.add([
                card.identifier, card.name.printable + kind, String(card.units), memory,
                card.driverDescription.printable,
            ])
        }
        let notes = [cuda, opencl].compactMap(\.failure).map { StyledText($0.reason.printable) }
        return ([table.text(width: width)] + notes.map { $0.wrapped(to: width ?? 100) }).joined(separator: "\n\n")
    }
}
