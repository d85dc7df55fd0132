// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import FakeCards
import SubstratePrimitives
import Testing

@testable import ProofOfWork

/// What a user is told when a device of OpenCL cannot be used.
@Suite struct OpenCLDriverTests {
    @Test("no loader: the error names the library and what to do")
    func noLoader() throws {
        let library = OpenCLLibrary(path: "libOpenCL-that-is-not-there.so.1")
        #expect(!library.isInstalled)
        let error = try #require(throws: CardError.self) { try library.devices() }
        #expect(error.code == .noDriver)
        #expect(error.reason.contains("libOpenCL-that-is-not-there.so.1"))
        #expect(error.reason.contains("install the card's driver"))
    }

    #if os(Linux)
        @Test("another library than the loader: the error names the function that is missing")
        func missingSymbol() throws {
            let error = try #require(throws: CardError.self) { try OpenCLLibrary(path: "libm.so.6").devices() }
            #expect(error.code == .noDriver)
            #expect(error.call == "clGetPlatformIDs")
        }
    #endif

    @Test("a loader without drivers")
    func noPlatform() throws {
        let cards = try FakeCards(["opencl_platforms": 0])
        let error = try #require(throws: CardError.self) { try cards.opencl.devices() }
        #expect(error.code == .noDriver)
        #expect(error.result == -1001)
        #expect(error.reason.contains("/etc/OpenCL/vendors"))
    }

    @Test("drivers without devices are passed over, and where no other is there is no device")
    func noDevice() throws {
        let cards = try FakeCards(["opencl_platforms": 3, "opencl_devices": 0])
        #expect(throws: CardError(.noDevice, "")) { try cards.opencl.devices() }
        cards.set("opencl_devices", 1)
        #expect(try cards.opencl.devices().map(\.platform) == ["Fake OpenCL"])
    }

    @Test("devices as their drivers describe them")
    func devices() throws {
        let cards = try FakeCards(["opencl_devices": 3, "multiprocessors": 96])
        let devices = try cards.opencl.devices()
        #expect(devices.map(\.identifier) == ["opencl:0", "opencl:1", "opencl:2"])
        #expect(devices.map(\.kind) == [.graphics, .graphics, .processor])
        let device = devices[1]
        #expect(device.name == "Fake Device 1")
        #expect(device.languageVersion == OpenCLVersion(major: 1, minor: 2))
        #expect(device.driverDescription == "Fake OpenCL 7.1")
        #expect(device.memory == 16 << 30)
        #expect(device.address?.description == "0000:02:00.0")
        #expect(device.description == "opencl:1 Fake Device 1 (96 compute units, 1500 MHz)")
        #expect(devices[2].description == "opencl:2 Fake Device 2 (96 compute units, 1500 MHz, processor)")
        #expect(devices[2].address == nil)
        #expect(device.integerBound(.register, clock: 1e9) == nil)
        #expect(device.sensors == nil)
    }

    @Test("a card that two drivers offer is its maker's; what is in no slot may be there twice")
    func twoDrivers() throws {
        let cards = try FakeCards(["opencl_devices": 3, "opencl_platforms": 3])
        let devices = try cards.opencl.devices()
        #expect(devices.map(\.platform) == ["Fake OpenCL", "Fake OpenCL", "Fake OpenCL", "rusticl"])
        #expect(devices.map(\.number) == [0, 1, 2, 3])
        #expect(devices.map(\.kind) == [.graphics, .graphics, .processor, .processor])
    }

    @Test("of a card that CUDA offers too OpenCL's is left out, but where it is named")
    func cardsOfCUDA() throws {
        let cards = try FakeCards(["devices": 1])
        var options = CardOptions(cuda: cards.options(), opencl: cards.openCLOptions())
        #expect(try options.devices().map(\.identifier) == ["cuda:0", "opencl:1"])
        options.opencl = cards.openCLOptions(devices: [1, 0])
        #expect(try options.devices().map(\.identifier) == ["cuda:0", "opencl:1", "opencl:0"])
        #expect(try CardOptions().devices().isEmpty)
    }

    @Test("chosen devices: in the order asked for, each once, and none that is not there; processors only by name")
    func chosenDevices() throws {
        let cards = try FakeCards(["opencl_devices": 3])
        #expect(try cards.openCLOptions().devices().map(\.number) == [0, 1])
        #expect(try cards.openCLOptions(devices: [2, 0, 2]).devices().map(\.number) == [2, 0])
        let error = try #require(throws: CardError.self) { try cards.openCLOptions(devices: [1, 3]).devices() }
        #expect(error.code == .unknownDevice)
        #expect(error.reason == "there is no OpenCL device 3: this machine has opencl:0, opencl:1, opencl:2")
        #expect(throws: CardError(.unknownDevice, "")) { try cards.openCLOptions(devices: [-1]).devices() }
    }

    @Test("options that no device can have")
    func invalidOptions() {
        for options in [
            OpenCLOptions(deviceIDs: []), .init(groupSize: 0), .init(groupSize: 1 << 20), .init(noncesPerItem: 0),
            .init(noncesPerItem: 1 << 20),
        ] {
            #expect(throws: CardError(.invalidOption, "")) { try options.validate() }
        }
    }

    @Test("more work items per group than this device can have")
    func tooManyItems() throws {
        let cards = try FakeCards(["threads_per_block": 16])
        let error = try #require(throws: CardError.self) { try cards.openCLSession() }
        #expect(error.code == .invalidOption)
        #expect(error.reason == "OpenCL device 0 can have 16 work items per group, and not 32")
    }

    @Test("a compiler that is too old")
    func tooOld() throws {
        let cards = try FakeCards(["opencl_version": 11])
        let error = try #require(throws: CardError.self) { try cards.openCLSession() }
        #expect(error.code == .driverTooOld)
        #expect(error.reason.contains("Fake Device 0") && error.reason.contains("1.1, and 1.2 is needed"))
    }

    @Test("versions in the words of a driver")
    func versions() {
        #expect(OpenCLVersion(languageText: "OpenCL C 3.0 (maker)") == OpenCLVersion(major: 3, minor: 0))
        for text in ["", "OpenCL C", "OpenCL C x.y"] {
            #expect(OpenCLVersion(languageText: text) == OpenCLVersion(major: 0, minor: 0))
        }
    }

    @Test("a source that is refused: the error has the beginning of the compiler's words")
    func refusedSource() throws {
        let cards = try FakeCards(["refuse_source": 1])
        let error = try #require(throws: CardError.self) { try cards.openCLSession(kernel: nil) }
        #expect(error.code == .kernelRefused)
        #expect(error.device == 0)
        #expect(error.result == -11)
        #expect(error.reason.contains("CL_BUILD_PROGRAM_FAILURE, saying: source, line 1:; no such thing; ..."))
        #expect(error.reason.count < 1200)
    }

    @Test("a form that is refused is left out of the race, and is an error for who asks for it")
    func refusedForm() throws {
        let cards = try FakeCards(["refuse_source": 2])
        #expect(try cards.openCLSession(kernel: nil).variants == ["plain", "amd"])
        #expect(throws: CardError(.kernelRefused, "")) { try cards.openCLSession(kernel: .complemented) }
    }

    @Test("the forms that race: AMD's instructions on AMD's cards alone")
    func forms() throws {
        let cards = try FakeCards(["opencl_devices": 3])
        #expect(try cards.openCLSession(kernel: nil).variants == ["plain", "complemented", "amd"])
        #expect(try cards.openCLSession(2, kernel: nil).variants == ["plain", "complemented"])
        cards.set("opencl_vendor", 0x8086)
        #expect(try cards.openCLSession(kernel: nil).variants == ["plain", "complemented"])
    }

    @Test("sizes that race: multiples of what the driver prefers, as far as groups may be")
    func groupSizes() throws {
        let cards = try FakeCards(["opencl_devices": 3])
        let library = cards.opencl
        func sizes(_ number: Int) throws -> [Int] {
            try OpenCLEngine(library.devices()[number], kernel: .plain).groupSizes(of: "plain")
        }
        #expect(try sizes(0) == [32, 64, 128, 256])
        #expect(try sizes(2) == [256])
        cards.set("threads_per_block", 100)
        #expect(try sizes(0) == [32, 64])
        #expect(try sizes(2) == [100])
        cards.set("threads_per_block", 8)
        #expect(try sizes(0) == [8])
        var options = cards.openCLOptions(devices: [0])
        options.groupSize = nil
        cards.set("threads_per_block", 64)
        let session = try CardSession(options.station(for: library.devices()[0]))
        #expect([32, 64].contains(session.groupSize))
    }

    @Test(
        "whatever fails while a device is made ready, the error says it and everything is given back",
        arguments: [
            "clCreateContext", "clCreateCommandQueue", "clCreateProgramWithSource", "clCreateKernel",
            "clCreateBuffer", "clSetKernelArg", "clGetKernelWorkGroupInfo", "clEnqueueWriteBuffer",
            "clEnqueueNDRangeKernel", "clEnqueueReadBuffer", "clFlush", "clWaitForEvents",
        ])
    func failedPreparation(_ function: String) throws {
        let cards = try FakeCards()
        cards.fail(function, with: -5)
        let error = try #require(throws: CardError.self) { try cards.openCLSession() }
        #expect(error.code == .callFailed)
        #expect(error.device == 0)
        #expect(error.call == function)
        #expect(error.result == -5)
        #expect(error.reason.contains("CL_OUT_OF_RESOURCES"))
        expectBalance(cards, exceptFor: function)
    }

    @Test("a device is made ready once, and everything is given back")
    func balance() throws {
        let cards = try FakeCards()
        do {
            let session = try cards.openCLSession()
            let puzzle = try samplePuzzle(.register, difficulty: 4)
            #expect(try !session.candidates(of: puzzle, start: 0, count: 300, size: 50).isEmpty)
        }
        #expect(cards.calls("clBuildProgram") == 1)
        #expect(cards.calls("clCreateKernel") == 4)
        #expect(cards.calls("clCreateBuffer") == 6)
        expectBalance(cards, exceptFor: nil)
    }

    @Test("a result that nobody has a name for")
    func unknownResult() throws {
        let cards = try FakeCards()
        cards.fail("clGetPlatformIDs", with: -12345)
        let error = try #require(throws: CardError.self) { try cards.opencl.devices() }
        #expect(error.reason == "clGetPlatformIDs answers -12345, an unknown error")
    }

    @Test("a device that finds wrong seals, or leaves some nonces out, does not pass the self-test")
    func selfTest() throws {
        for (setting, value) in [("wrong_hit_every", 1), ("wrong_hit_every", 2), ("lost_blocks", 1)] {
            let cards = try FakeCards([setting: value])
            let error = try #require(throws: CardError.self) { try cards.openCLSession() }
            #expect(error.code == .wrongResults)
            #expect(error.reason.contains("opencl:0 (Fake Device 0)"))
        }
    }

    @Test("most of a wait is slept through, and a wait that was slept through makes the next sleep shorter")
    func naps() {
        var nap = WaitingNap()
        #expect(nap.length == .zero)
        nap.learn(.milliseconds(10))
        #expect(nap.length == .milliseconds(8))
        nap.learn(.milliseconds(8))
        #expect(nap.length == .milliseconds(6.4))
        nap.learn(.seconds(60))
        #expect(nap.length == .milliseconds(20))
    }

    private func expectBalance(_ cards: FakeCards, exceptFor failed: String?) {
        let pairs = [
            ("clCreateContext", "clReleaseContext"), ("clCreateCommandQueue", "clReleaseCommandQueue"),
            ("clCreateProgramWithSource", "clReleaseProgram"), ("clCreateKernel", "clReleaseKernel"),
            ("clCreateBuffer", "clReleaseMemObject"), ("clEnqueueReadBuffer", "clReleaseEvent"),
        ]
        for (take, give) in pairs where take != failed {
            #expect(cards.calls(take) == cards.calls(give), "\(take) and \(give)")
        }
    }
}

extension FakeCards {
    func openCLSession(_ number: Int = 0, kernel: OpenCLKernel? = .plain) throws -> CardSession {
        let options = openCLOptions(kernel: kernel)
        return try CardSession(options.station(for: opencl.devices()[number]))
    }
}
