// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubtensorClient

/// The hyperparameters of a subnet: what they are, what they come to, who sets them, and how far.
struct HyperparametersAnswer: TableAnswer {
    let network: String
    let netuid: NetUID
    let readings: [HyperparameterReading]

    var title: String { "Hyperparameters of subnet \(netuid) on \(network)" }
    var summary: [Fact] {
        [Fact("network", "Network", .text(network)), Fact("netuid", "Subnet", .integer(netuid.rawValue))]
    }
    var rowsName: String { "hyperparameters" }
    var emptyText: String { "The chain tells no hyperparameters of this subnet." }

    var table: DataTable {
        var table = DataTable([
            .text("name", "Parameter", .never), .number("value", "Value"),
            .text("meaning", "Meaning", .middle).expendable(1),
            .text("set_by", "Set by", .never), .text("unit", "Unit").expendable(2),
            .text("range", "Owners may set").expendable(3),
        ])
        for reading in readings {
            table.add([
                .text(reading.parameter.name), reading.cell, reading.meaningCell,
                .text(reading.authority.rawValue), .text(reading.parameter.unit.name), reading.rangeCell,
            ])
        }
        return table
    }
}

extension HyperparameterReading {
    /// The value as the chain counts it, and as `sudo set` takes it.
    fileprivate var cell: CellValue {
        switch value {
        case .number(let number): parameter.isWide ? .digits(number) : .integer(number)
        case .flag(let flag): CellValue(.bool(flag), text: flag ? "true" : "false")
        // Too long for a column of numbers: a person finds it beside.
        case .account(let account): CellValue(.string(account.ss58()), text: "")
        case .choice(let word): .text(word)
        case .numbers(let numbers): .list(numbers.map { .integer($0) })
        case .evenly: .text("\(value)")
        }
    }

    fileprivate var meaningCell: CellValue {
        if case .account(let account) = value { return CellValue(.null, text: account.ss58()) }
        return .text(orNone: meaning)
    }

    /// How far an owner may go: both ends for scripts.
    fileprivate var rangeCell: CellValue {
        guard authority == .owner, case .number = value, !parameter.isUnbounded else { return .none }
        let (range, unit) = (parameter.range, parameter.unit)
        return CellValue(.array([.digits(range.lowerBound), .digits(range.upperBound)]), text: unit.words(for: range))
    }
}

extension Hyperparameter {
    /// Whether scripts get it as a text of digits: what the chain keeps in 64 bits or more.
    fileprivate var isWide: Bool {
        switch unit {
        case .amount, .multiple, .epochs: true
        case .part(let whole): whole > UInt64(UInt16.max)
        default: range.upperBound > Int128(UInt32.max)
        }
    }
}
