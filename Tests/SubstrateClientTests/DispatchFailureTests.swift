// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import TestVectors
import Testing

@Suite("Errors of calls")
struct DispatchFailureTests {
    private let metadata: RuntimeMetadata

    init() throws {
        metadata = try RuntimeMetadata(VectorFile.bytes("metadata/metadata-v14-spec343.bin"))
    }

    /// SubtensorModule is pallet 7, and InvalidSeal its error 25, at spec 343.
    private let index = ScaleValue.Member("index", .number(UInt8(7)))

    @Test("an error of a pallet is named in the new and in the old shape")
    func module() throws {
        let shapes: [ScaleValue] = [
            .variant("Module", .record([index, .init("error", .bytes([25, 0, 0, 0]))])),
            .variant("Module", [index, .init("error", .number(UInt8(25)))]),
            .variant("Module", .record([index, .init("error", .number(UInt8(25)))])),
            .variant("Module", [index, .init("error", .bytes([25, 0, 0, 0]))]),
        ]
        for shape in shapes {
            let failure = metadata.dispatchFailure(shape)
            #expect(failure.pallet == "SubtensorModule")
            #expect(failure.name == "InvalidSeal")
            #expect(!failure.documentation.isEmpty)
            #expect("\(failure)".hasPrefix("SubtensorModule.InvalidSeal"))
            #expect(!"\(failure)".contains("\n"))
        }
    }

    @Test("errors of the system keep their names")
    func system() {
        #expect(metadata.dispatchFailure(.variant("BadOrigin", [])).name == "BadOrigin")
        #expect(
            metadata.dispatchFailure(.variant("Token", .variant("FundsUnavailable", []))).name
                == "Token.FundsUnavailable")
        #expect(metadata.dispatchFailure(.variant("BadOrigin", [])).pallet == nil)
    }

    @Test("what nobody knows is still told")
    func unknown() {
        let unknownError = ScaleValue.variant("Module", .record([index, .init("error", .bytes([250, 0, 0, 0]))]))
        #expect(metadata.dispatchFailure(unknownError).name == "error 250 of pallet 7")
        let unknownPallet = ScaleValue.variant(
            "Module", .record([.init("index", .number(UInt8(200))), .init("error", .bytes([1, 0, 0, 0]))]))
        #expect(metadata.dispatchFailure(unknownPallet).name == "error 1 of pallet 200")
        for odd in [
            ScaleValue.bool(true), .variant("Module", []), .variant("Module", .record([])),
            .variant("Module", .record([index])),
            .variant("Module", .record([index, .init("error", .bytes([]))])),
            .variant("Module", .record([.init("index", .number(UInt16(700))), .init("error", .bytes([1]))])),
        ] {
            #expect(metadata.dispatchFailure(odd).pallet == nil)
            #expect(!metadata.dispatchFailure(odd).name.isEmpty)
        }
    }
}
