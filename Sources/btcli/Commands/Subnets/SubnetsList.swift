import ArgumentParser
import Bittensor

/// `btcli subnets list`: the subnets of a chain.
struct SubnetsList: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the subnets, and what it takes to join them.")

    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let subnets = try await network.withSubtensor(console) { try await $0.subnets() }
        try console.show(SubnetsAnswer(network: network.setting(console).text, subnets: subnets))
        return .done
    }
}

/// The subnets of a chain.
struct SubnetsAnswer: Answer {
    let network: String
    let subnets: [SubnetSummary]

    var document: OutputDocument {
        [
            "network": .string(network),
            "subnets": .array(
                subnets.map { subnet in
                    [
                        "netuid": .integer(Int(subnet.netuid.rawValue)),
                        "neurons": .integer(Int(subnet.neurons)),
                        "max_neurons": .integer(Int(subnet.maxNeurons)),
                        "difficulty": .digits(subnet.difficulty),
                        "burn_tao": .string(subnet.burn.taoText),
                        "registration_allowed": .bool(subnet.allowsRegistration),
                        "pow_registration_allowed": .bool(subnet.allowsPOW),
                        "tempo": .integer(Int(subnet.tempo)),
                    ]
                }),
        ]
    }

    func text(width: Int?) -> String {
        var table = Table([
            .number("Netuid"), .number("Neurons"), .number("Limit"), .number("Difficulty"), .number("Burn (τ)"),
            .text("Burning"), .text("Work"), .number("Tempo"),
        ])
        for subnet in subnets {
            table.add([
                "\(subnet.netuid)", "\(subnet.neurons)", "\(subnet.maxNeurons)", "\(subnet.difficulty)",
                subnet.burn.taoText, subnet.allowsRegistration ? "yes" : "no", subnet.allowsPOW ? "yes" : "no",
                "\(subnet.tempo)",
            ])
        }
        return table.text(width: width)
    }
}
