// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SealBenchmark
import SubstratePrimitives

extension Card {
    var document: JSON {
        [
            "device": .string(identifier), "name": .string(name), "driver": .string(driverDescription),
            "compute_capability": (self as? CUDADevice).map { .string("\($0.computeCapability)") } ?? .null,
            "multiprocessors": .integer(units), "memory": memory.map { .digits($0) } ?? .null,
            "maximum_clock": .number(maximumClock),
            "driver_cuda_version": (self as? CUDADevice).map { .string("\($0.driverVersion)") } ?? .null,
            "integer_bound": .number(integerBound(.register, clock: maximumClock)?.perSecond),
            "temperature": .integer(sensors?.temperature), "power": .number(sensors?.power),
        ]
    }
}

extension CardBenchmark.Report {
    var document: JSON {
        [
            "device": .string(device.identifier), "name": .string(device.name), "kernel": .string(kernel),
            "threads_per_block": .integer(groupSize), "nonces_per_thread": .integer(noncesPerItem),
            "hash_rate": .number(hashRate.perSecond), "hashes": .digits(hashes), "seconds": .number(time / .seconds(1)),
            "launches": .integer(launches), "longest_launch_ms": .number(longestLaunch / .milliseconds(1)),
            "host_processor_share": .number(processorTime / time), "clock": .number(clock),
            "share_of_integer_bound": .number(shareOfBound), "temperature": .integer(sensors?.temperature),
            "power": .number(sensors?.power), "watts_per_megahash": .number(wattsPerMegahash),
            "hits": .digits(hits), "checksum": .string(checksum.hex),
        ]
    }
}

extension CardCheck.Report {
    var document: JSON {
        [
            "device": .string(device.identifier), "name": .string(device.name), "kernel": .string(kernel),
            "nonces": .digits(nonces), "seconds": .number(time / .seconds(1)), "expected": .integer(expected),
            "missing": .array(missing.prefix(10).map { .digits($0) }), "missing_count": .integer(missing.count),
            "superfluous": .array(superfluous.prefix(10).map { .digits($0) }),
            "superfluous_count": .integer(superfluous.count), "checksum": .string(checksum.hex),
            "good": .bool(isGood),
        ]
    }
}

extension CardTuning {
    var document: JSON {
        [
            "device": .string(device), "kernel": .string(kernel),
            "threads_per_block": .integer(groupSize), "nonces_per_thread": .integer(noncesPerItem),
            "hash_rate": .number(hashRate.perSecond),
        ]
    }
}

extension POWBenchmark.Report {
    var document: JSON {
        [
            "device": "cpu", "kernel": .string(kernel.name), "threads": .integer(threads),
            "hash_rate": .number(hashRate.perSecond), "hashes": .digits(hashes), "seconds": .number(seconds),
            "cycles_per_hash": .number(cyclesPerHash), "hits": .digits(hits), "checksum": .string(checksum.hex),
        ]
    }
}
