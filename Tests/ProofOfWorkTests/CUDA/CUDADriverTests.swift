// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import FakeCards
import SubstratePrimitives
import Testing

@testable import ProofOfWork

/// What a user is told when a card cannot be used.
@Suite struct CUDADriverTests {
    @Test("no driver: the error names the library and what to do")
    func noDriver() throws {
        let library = CUDALibrary(driver: "libcuda-that-is-not-there.so.1", management: "")
        #expect(!library.isInstalled)
        let error = try #require(throws: CardError.self) { try library.devices() }
        #expect(error.code == .noDriver)
        #expect(error.reason.contains("libcuda-that-is-not-there.so.1"))
        #expect(error.reason.contains("install the driver"))
    }

    #if os(Linux)
        @Test("another library than the driver: the error names the function that is missing")
        func missingSymbol() throws {
            let library = CUDALibrary(driver: "libm.so.6", management: "libm.so.6")
            let error = try #require(throws: CardError.self) { try library.devices() }
            #expect(error.code == .noDriver)
            #expect(error.call == "cuInit")
        }
    #endif

    @Test("a driver that is too old: the error has its version and the one needed")
    func driverTooOld() throws {
        let cards = try FakeCards(["driver_version": 11070])
        let error = try #require(throws: CardError.self) { try cards.library.devices() }
        #expect(error.code == .driverTooOld)
        #expect(error.reason.contains("11.7") && error.reason.contains("11.8"))
        #expect(cards.calls("cuInit") == 0)
        cards.set("driver_version", 11080)
        #expect(try cards.library.devices().count == 2)
    }

    @Test("a driver from after this was written, which has stopped to tell a card's clock")
    func driverNewer() throws {
        let cards = try FakeCards(["driver_version": 15020, "capability_major": 13, "clock_kilohertz": -1])
        let device = try cards.device()
        #expect(device.driverDescription == "CUDA 15.2")
        #expect(device.integerBound(.register, clock: 2e9) == nil)
        #expect(try cards.session().variant == CUDAKernel.plain.rawValue)
    }

    @Test("no card")
    func noDevice() throws {
        let cards = try FakeCards(["devices": 0])
        let error = try #require(throws: CardError.self) { try cards.library.devices() }
        #expect(error.code == .noDevice)
        #expect(error.result == 100)
        #expect(error.reason.contains("CUDA_ERROR_NO_DEVICE"))
    }

    @Test("a call that fails: the error has device, call, result and the driver's words")
    func failedCall() throws {
        let cards = try FakeCards()
        cards.fail("cuDeviceGetName", with: 999)
        let error = try #require(throws: CardError.self) { try cards.library.devices() }
        #expect(error.code == .callFailed)
        #expect(error.device == 0)
        #expect(error.call == "cuDeviceGetName")
        #expect(error.result == 999)
        #expect(error.reason == "CUDA device 0: cuDeviceGetName answers 999, CUDA_ERROR_UNKNOWN: unknown error")
    }

    @Test("a result that the driver has no words for")
    func unknownResult() throws {
        let cards = try FakeCards()
        cards.fail("cuDeviceGetCount", with: 12345)
        let error = try #require(throws: CardError.self) { try cards.library.devices() }
        #expect(error.reason == "cuDeviceGetCount answers 12345, an unknown error: no description")
    }

    @Test("cards as the driver describes them")
    func devices() throws {
        let cards = try FakeCards(["devices": 3, "multiprocessors": 132])
        let devices = try cards.library.devices()
        #expect(devices.map(\.number) == [0, 1, 2])
        #expect(devices.map(\.identifier) == ["cuda:0", "cuda:1", "cuda:2"])
        let device = devices[1]
        #expect(device.name == "Fake Card 1")
        #expect(device.computeCapability == CUDAVersion(major: 9, minor: 0))
        #expect(device.driverVersion.description == "12.8")
        #expect(device.description == "cuda:1 Fake Card 1 (132 multiprocessors, 1980 MHz)")
        #expect(device.memory == 80 << 30)
        #expect(device.driverDescription == "CUDA 12.8")
        #expect(device.address == PCIAddress(domain: 0, bus: 2, device: 0, function: 0))
        #expect(device.address?.description == "0000:02:00.0")
        #expect(device.sensors == DeviceSensors(temperature: 62, power: 400.002, clock: 1.755e9))
        let bound = try #require(device.integerBound(.register, clock: 1.98e9))
        #expect(abs(bound.perSecond / 3.145e9 - 1) < 0.001)
    }

    @Test("slices of one card: each is a device, and none tells the card's power as its own")
    func slices() throws {
        let cards = try FakeCards(["slices": 1, "opencl_devices": 0])
        let options = CardOptions(cuda: cards.options())
        let devices = try options.devices()
        #expect(devices.map(\.identifier) == ["cuda:0", "cuda:1"])
        #expect(Set(devices.map(\.address)).count == 1)
        let device = try cards.device(1)
        #expect(device.isSlice)
        #expect(device.name == "Fake Card MIG 1g.1gb")
        #expect(device.sensors == DeviceSensors(temperature: 61, power: nil, clock: 1.755e9))
        #expect(try FakeCards().device().isSlice == false)
    }

    @Test("without NVML there are no temperatures, and all else works")
    func noManagement() throws {
        let cards = try FakeCards()
        let library = CUDALibrary(driver: cards.library.driver, management: "libnvidia-ml-not-there.so.1")
        #expect(try library.devices()[0].sensors == nil)
    }

    @Test("cards of unknown units have no bound")
    func noBound() throws {
        let cards = try FakeCards(["capability_major": 12, "clock_kilohertz": 0])
        let device = try cards.device()
        #expect(device.integerBound(.register, clock: 2e9) == nil)
        #expect(device.description == "cuda:0 Fake Card 0 (2 multiprocessors)")
    }

    @Test("chosen cards: in the order asked for, each once, and none that is not there")
    func chosenDevices() throws {
        let cards = try FakeCards(["devices": 3])
        #expect(try cards.options().devices().map(\.number) == [0, 1, 2])
        #expect(try cards.options(devices: [2, 0, 2]).devices().map(\.number) == [2, 0])
        let error = try #require(throws: CardError.self) { try cards.options(devices: [1, 3]).devices() }
        #expect(error.code == .unknownDevice)
        #expect(error.reason == "there is no CUDA device 3: this machine has cuda:0, cuda:1, cuda:2")
        #expect(throws: CardError(.unknownDevice, "")) { try cards.options(devices: [-1]).devices() }
    }

    @Test("options that no card can have", arguments: [0, -32, 31, 100, 1056, .max])
    func invalidThreads(_ threads: Int) {
        let options = CUDAOptions(threadsPerBlock: threads)
        #expect(throws: CardError(.invalidOption, "")) { try options.validate() }
    }

    @Test("more options that no card can have")
    func invalidOptions() {
        for options in [CUDAOptions(deviceIDs: []), .init(noncesPerThread: 0), .init(noncesPerThread: 1 << 20)] {
            #expect(throws: CardError(.invalidOption, "")) { try options.validate() }
        }
    }

    @Test("more threads per block than this card can have")
    func tooManyThreads() throws {
        let cards = try FakeCards(["threads_per_block": 256])
        let options = CUDAOptions(threadsPerBlock: 512, library: cards.library)
        let error = try #require(throws: CardError.self) { try CardSession(options.station(for: cards.device())) }
        #expect(error.code == .invalidOption)
        #expect(error.reason == "CUDA device 0 can have 256 threads per block, and not 512")
    }

    @Test("PTX that is refused: the error has the compiler's words")
    func refusedPTX() throws {
        let cards = try FakeCards(["refuse_ptx": 1])
        let error = try #require(throws: CardError.self) { try cards.session() }
        #expect(error.code == .kernelRefused)
        #expect(error.device == 0)
        #expect(error.result == 218)
        #expect(error.reason.hasSuffix("saying: ptxas application ptx input, line 1; fatal : no such thing"))
    }

    @Test("PTX newer than the driver, which says so in no log")
    func unsupportedPTX() throws {
        let cards = try FakeCards()
        cards.fail("cuModuleLoadDataEx", with: 222)
        let error = try #require(throws: CardError.self) { try cards.session() }
        #expect(error.code == .kernelRefused)
        #expect(error.reason.contains("CUDA_ERROR_UNSUPPORTED_PTX_VERSION"))
    }

    @Test(
        "whatever fails while a card is made ready, the error says it and everything is given back",
        arguments: [
            "cuDevicePrimaryCtxRetain", "cuCtxSetCurrent", "cuModuleGetGlobal_v2", "cuMemcpyHtoDAsync_v2",
            "cuModuleGetFunction", "cuStreamCreate", "cuEventCreate",
            "cuMemAlloc_v2", "cuMemHostAlloc", "cuFuncGetAttribute", "cuOccupancyMaxActiveBlocksPerMultiprocessor",
            "cuMemsetD32Async", "cuLaunchKernel", "cuMemcpyDtoHAsync_v2", "cuEventRecord", "cuEventSynchronize",
        ])
    func failedPreparation(_ function: String) throws {
        let cards = try FakeCards()
        cards.fail(function, with: 719)
        let error = try #require(throws: CardError.self) { try cards.session() }
        #expect(error.code == .callFailed)
        #expect(error.device == 0)
        #expect(error.call.map { function.hasPrefix($0) } == true)
        #expect(error.result == 719)
        #expect(error.reason.contains("CUDA_ERROR_LAUNCH_FAILED: unspecified launch failure"))
        expectBalance(cards, exceptFor: function)
    }

    @Test("a card is made ready once, and everything is given back")
    func balance() throws {
        let cards = try FakeCards()
        do {
            let session = try cards.session()
            let puzzle = try samplePuzzle(.register, difficulty: 4)
            #expect(try !session.candidates(of: puzzle, start: 0, count: 300, size: 50).isEmpty)
        }
        #expect(cards.calls("cuModuleLoadDataEx") == 1)
        #expect(cards.calls("cuStreamCreate") == 2)
        #expect(cards.calls("cuMemAlloc_v2") == 2)
        expectBalance(cards, exceptFor: nil)
    }

    @Test("a card that finds wrong seals, or leaves some nonces out, does not pass the self-test")
    func selfTest() throws {
        for (setting, value) in [("wrong_hit_every", 1), ("wrong_hit_every", 2), ("lost_blocks", 1)] {
            let cards = try FakeCards([setting: value])
            let error = try #require(throws: CardError.self) { try cards.session() }
            #expect(error.code == .wrongResults)
            #expect(error.device == 0)
            #expect(error.reason.contains("Fake Card 0"))
        }
    }

    @Test("without a choice the kernels race, and the block has most threads resident")
    func race() throws {
        let cards = try FakeCards()
        let session = try CardSession(CUDAOptions(library: cards.library).station(for: cards.device()))
        #expect(CUDAKernel.allCases.map(\.rawValue).contains(session.variant))
        // One block per multiprocessor, whatever its size.
        #expect(session.groupSize == 512)
    }

    private func expectBalance(_ cards: FakeCards, exceptFor failed: String?) {
        let pairs = [
            ("cuDevicePrimaryCtxRetain", "cuDevicePrimaryCtxRelease_v2"), ("cuModuleLoadDataEx", "cuModuleUnload"),
            ("cuStreamCreate", "cuStreamDestroy_v2"), ("cuEventCreate", "cuEventDestroy_v2"),
            ("cuMemAlloc_v2", "cuMemFree_v2"), ("cuMemHostAlloc", "cuMemFreeHost"),
        ]
        for (take, give) in pairs where take != failed {
            #expect(cards.calls(take) == cards.calls(give), "\(take) and \(give)")
        }
    }
}
