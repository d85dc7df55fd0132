// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ArgumentParser
import BittensorPrimitives
public import SubtensorClient

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Where a metagraph is saved to, or read from instead of a chain.
struct MetagraphFileOptions: ParsableArguments {
    /// What stands for the folder of the network's subnet in which Python keeps its metagraphs.
    static let pythonsPlace = "~/.bittensor/metagraphs"

    @Option(
        defaultAsFlag: MetagraphFileOptions.pythonsPlace, parsing: .next,
        help: ArgumentHelp(
            "Also save the metagraph, with weights and bonds, in a folder; without one where Python's load() looks.",
            valueName: "folder"))
    var save: String?

    @Option(
        help: ArgumentHelp(
            "How to save: native (everything, for --load), or numpy or torch (arrays alone, for Python). Without it for "
                + "Python, torch with USE_TORCH=1, and native beside it.",
            valueName: "native|numpy|torch"))
    var format: MetagraphForm?

    @Option(
        help: ArgumentHelp(
            "Show a saved metagraph, ours or Python's, instead of asking the chain: a file, or a folder's newest.",
            valueName: "file|folder"))
    var load: String?

    func check(block: BlockOption) throws(CLIError) {
        if load != nil, block.block != nil {
            throw CLIError(.usage, "--load reads a file, which is of one block: leave out --block")
        }
        if format != nil, save == nil { throw CLIError(.usage, "--format says how to save: give --save too") }
    }

    /// The metagraph that is to be loaded, and from where; nil where the chain is asked.
    ///
    /// - Parameter netuid: the subnet that was named.
    func loaded(_ netuid: NetUID?, _ console: Console) throws -> (metagraph: Metagraph, path: String)? {
        guard let load else { return nil }
        let path = console.environment.expanded(load)
        return (try Metagraph.load(from: URL(filePath: path), netuid: netuid), path)
    }

    /// Saves a metagraph as was asked, and tells where; returns the files.
    func write(_ metagraph: Metagraph, _ console: Console) throws -> [String] {
        guard let save else { return [] }
        let folder =
            save == Self.pythonsPlace
            ? try Metagraph.savingFolder(
                network: metagraph.networkName, netuid: metagraph.netuid, homeFolder: console.environment["HOME"])
            : URL(filePath: console.environment.expanded(save))
        let library = ArrayLibrary(environment: console.environment.variables)
        let forms = format.map { [$0] } ?? [MetagraphForm(library), .native]
        return try forms.map { form in
            let file = try metagraph.save(in: folder, as: form)
            console.say("The metagraph is in \(file.path)")
            return file.path
        }
    }
}

extension MetagraphForm: ExpressibleByArgument {}
