// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import ProofOfWork
import SealBenchmark
import Testing

@testable import btcli

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("pow benchmark")
struct PowBenchmarkTests {
    @Test("--all has the members of the plain benchmark, and a result per kernel")
    func comparison() async throws {
        let run = await Run("pow benchmark --all --seconds 0.03 --threads 2 --json-output --quiet")
        #expect(run.status == .done)
        #expect(run.talk.isEmpty)
        #expect(
            run.memberNames == [
                "kernel", "threads", "hashes", "seconds", "hash_rate", "checksum", "kernels", "processor", "scheme",
                "repetitions", "peers", "results", "skipped", "plot",
            ])
        let document = try run.document
        #expect(document["kernels"] as? [String] == SealKernel.available.map(\.name))
        #expect(document["hashes"] is String)
        let results = try #require(document["results"] as? [[String: any Sendable]])
        #expect(results.compactMap { $0["kernel"] as? String } == SealKernel.available.map(\.name))
        for result in results {
            #expect(
                Set(result.keys) == [
                    "kernel", "cycles_per_hash", "thread_hash_rate", "hash_rate", "undisturbed_hash_rate", "scaling",
                    "ratio_to_portable",
                    "ratio_to_peers", "hashes", "hits", "checksum",
                ])
            let cycles = try #require(result["cycles_per_hash"] as? [String: Double])
            #expect(Set(cycles.keys) == ["median", "least", "most"])
            #expect(cycles["median"] ?? 0 > 0)
            let peers = try #require(result["ratio_to_peers"] as? [String: Double])
            #expect(Set(peers.keys) == ["python-loop", "rust-miner"])
        }
        #expect(results.last?["ratio_to_portable"] as? Double == 1)
    }

    @Test("--all for a person: a line per kernel, and where the other figures come from")
    func table() async {
        let run = await Run("pow benchmark --all --seconds 0.03 --threads 1 --quiet")
        #expect(run.status == .done)
        for kernel in SealKernel.available { #expect(run.output.contains("\n\(kernel.name) ")) }
        #expect(run.output.contains("Python SDK 9.12.2"))
        #expect(!run.output.contains("Scaling"))
    }

    @Test("--plot implies --all and writes a drawing that parses")
    func plot() async throws {
        let home = try Home()
        let file = "\(home.path)/a & b.svg"
        let run = await Run([
            "pow", "benchmark", "--plot", file, "--seconds", "0.03", "--threads", "1", "--json-output",
        ])
        #expect(run.status == .done)
        #expect(try run.document["plot"] as? String == file)
        let texts = try Drawing(home.read("a & b.svg")).texts
        for kernel in SealKernel.available { #expect(texts.filter { $0 == kernel.name }.count == 2) }
    }

    @Test("a plot that cannot be written is refused before anything is measured")
    func unwritable() async throws {
        let home = try Home()
        for path in ["\(home.path)/none/a.svg", home.path] {
            let run = await Run("pow benchmark --plot \(path) --seconds 86400")
            #expect(run.status == .cannotCreate)
            #expect(run.isOneLineError)
        }
    }

    @Test("--autotune stores what it finds")
    func autotune() async throws {
        let home = try Home()
        let run = await home.run("pow benchmark --autotune --seconds 0.02 --json-output --quiet")
        #expect(run.status == .done)
        #expect(
            run.memberNames == [
                "kernel", "threads", "update_interval", "hash_rate", "processor", "processors", "kernels", "file",
            ])
        #expect(home.files == [".bittensor/swift-tuning.json"])
        let file = try TuningFile(environment: Environment(["HOME": home.path]))
        guard case .tuning(let tuning) = file.content() else {
            Issue.record("no tuning in \(try home.read(".bittensor/swift-tuning.json"))")
            return
        }
        #expect(try run.document["kernel"] as? String == tuning.kernel)
        #expect(try run.document["update_interval"] as? String == "\(tuning.updateInterval)")
    }

    @Test("without a home there is nowhere to store it")
    func homeless() async {
        let run = await Run("pow benchmark --autotune --seconds 86400")
        #expect(run.status == .cannotCreate)
        #expect(run.isOneLineError)
    }

    @Test(
        "used wrongly: 64 and one line",
        arguments: [
            ("--autotune --all", "leave --all and --plot out"), ("--autotune --plot x", "leave --all and --plot out"),
            ("--autotune --kernel portable", "leave --kernel out"), ("--autotune --threads 1", "leave --threads out"),
            ("--all --kernel portable", "leave --kernel out"),
            ("--affinity some", "'some' is none of auto, none, cores"),
            ("--all --scheme pow-register --order big", "little-endian"), ("--all --threads 0", "0 solver threads"),
        ])
    func usedWrongly(_ options: String, _ reason: String) async throws {
        let home = try Home()
        let run = await home.run("pow benchmark --seconds 1 \(options)")
        #expect(run.status == .usage)
        #expect(run.isOneLineError)
        #expect(run.talk.contains(reason), "\(run.talk)")
    }

    @Test("--affinity takes every form", arguments: ["none", "auto", "cores"])
    func affinity(_ form: String) async {
        let run = await Run("pow benchmark --seconds 0.01 --affinity \(form) --quiet")
        #expect(run.status == .done, "\(run.talk)")
    }
}

@Suite("Drawings")
struct PowPlotTests {
    @Test("text is escaped, and what XML cannot hold is replaced")
    func escaping() throws {
        let element = MarkupElement("text", ["class": "a\"<&"], text: "5 < 6 & \"7\" \u{1}\u{0}]]>")
        #expect(try Drawing(element.markup).texts == ["5 < 6 & \"7\" \u{FFFD}\u{FFFD}]]>"])
        // Readers of HTML do not take <g/> for an end.
        #expect(MarkupElement("g").markup == "<g></g>")
        #expect(MarkupElement.number(.nan) == "0.0")
    }

    @Test("labels that would overlap move apart and keep their order")
    func labels() {
        #expect(ComparisonPlot.spread([10, 11, 50, 9], apart: 5) == [14, 19, 50, 9])
        #expect(ComparisonPlot.spread([], apart: 5).isEmpty)
    }
}

/// The texts of a drawing, which must be well-formed XML.
private final class Drawing: NSObject, XMLParserDelegate {
    private(set) var texts: [String] = []
    private var text: String?

    init(_ xml: String) throws {
        super.init()
        let parser = XMLParser(data: Data(xml.utf8))
        parser.delegate = self
        let isWellFormed = parser.parse()
        try #require(isWellFormed, "\(parser.parserError.map { "\($0)" } ?? "")")
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        if name == "text" { text = "" }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text?.append(string) }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        if let text { texts.append(text) }
        text = nil
    }
}
