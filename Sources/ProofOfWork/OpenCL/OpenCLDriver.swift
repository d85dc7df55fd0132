// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// The functions of OpenCL that a search needs, found in the loader's library at run time and named as there.
///
/// The library is never closed: the drivers that it has loaded do not survive that.
struct OpenCLDriver: @unchecked Sendable {
    // C functions without state of ours; all but clSetKernelArg may be called from any thread.
    typealias Result = Int32
    typealias Handle = OpaquePointer
    typealias Handles = UnsafePointer<Handle?>
    typealias Answer = UnsafeMutablePointer<Result>
    typealias Size = UnsafeMutablePointer<Int>

    let clGetPlatformIDs:
        @convention(c) (UInt32, UnsafeMutablePointer<Handle?>?, UnsafeMutablePointer<UInt32>?) -> Result
    let clGetPlatformInfo: @convention(c) (Handle?, UInt32, Int, UnsafeMutableRawPointer?, Size?) -> Result
    let clGetDeviceIDs:
        @convention(c) (Handle?, UInt64, UInt32, UnsafeMutablePointer<Handle?>?, UnsafeMutablePointer<UInt32>?) ->
            Result
    let clGetDeviceInfo: @convention(c) (Handle?, UInt32, Int, UnsafeMutableRawPointer?, Size?) -> Result

    let clCreateContext:
        @convention(c) (UnsafePointer<Int>?, UInt32, Handles, OpaquePointer?, UnsafeMutableRawPointer?, Answer) ->
            Handle?
    let clReleaseContext: @convention(c) (Handle?) -> Result
    let clCreateCommandQueue: @convention(c) (Handle?, Handle?, UInt64, Answer) -> Handle?
    let clReleaseCommandQueue: @convention(c) (Handle?) -> Result

    let clCreateProgramWithSource:
        @convention(c) (Handle?, UInt32, UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<Int>?, Answer) -> Handle?
    let clBuildProgram:
        @convention(c) (Handle?, UInt32, Handles, UnsafePointer<CChar>, OpaquePointer?, UnsafeMutableRawPointer?) ->
            Result
    let clGetProgramBuildInfo: @convention(c) (Handle?, Handle?, UInt32, Int, UnsafeMutableRawPointer?, Size?) -> Result
    let clReleaseProgram: @convention(c) (Handle?) -> Result
    let clCreateKernel: @convention(c) (Handle?, UnsafePointer<CChar>, Answer) -> Handle?
    let clReleaseKernel: @convention(c) (Handle?) -> Result
    let clGetKernelWorkGroupInfo:
        @convention(c) (Handle?, Handle?, UInt32, Int, UnsafeMutableRawPointer?, Size?) -> Result
    let clSetKernelArg: @convention(c) (Handle?, UInt32, Int, UnsafeRawPointer?) -> Result

    let clCreateBuffer: @convention(c) (Handle?, UInt64, Int, UnsafeMutableRawPointer?, Answer) -> Handle?
    let clReleaseMemObject: @convention(c) (Handle?) -> Result
    let clEnqueueWriteBuffer:
        @convention(c) (
            Handle?, Handle?, UInt32, Int, Int, UnsafeRawPointer, UInt32, Handles?, UnsafeMutablePointer<Handle?>?
        ) -> Result
    let clEnqueueReadBuffer:
        @convention(c) (
            Handle?, Handle?, UInt32, Int, Int, UnsafeMutableRawPointer, UInt32, Handles?,
            UnsafeMutablePointer<Handle?>?
        ) -> Result
    let clEnqueueNDRangeKernel:
        @convention(c) (
            Handle?, Handle?, UInt32, UnsafePointer<Int>?, UnsafePointer<Int>, UnsafePointer<Int>, UInt32, Handles?,
            UnsafeMutablePointer<Handle?>?
        ) -> Result
    let clFlush: @convention(c) (Handle?) -> Result
    let clFinish: @convention(c) (Handle?) -> Result
    let clWaitForEvents: @convention(c) (UInt32, Handles) -> Result
    let clReleaseEvent: @convention(c) (Handle?) -> Result

    /// Opens the library at `path`, or of that name where the system looks for libraries; throws `noDriver`.
    init(path: String) throws(CardError) {
        let library: DynamicLibrary
        do {
            library = try DynamicLibrary(path: path)
        } catch {
            throw CardError(
                .noDriver,
                "OpenCL cannot be used: \(error.reason): install the card's driver and the OpenCL loader "
                    + "(ocl-icd-libopencl1), or search without OpenCL")
        }
        func find<Function>(_ name: String) throws(CardError) -> Function {
            guard let function: Function = library.function(name) else {
                throw CardError(
                    .noDriver, "\(excerpt(path)) is no OpenCL that can be used: it has no \(name)", call: name)
            }
            return function
        }
        clGetPlatformIDs = try find("clGetPlatformIDs")
        clGetPlatformInfo = try find("clGetPlatformInfo")
        clGetDeviceIDs = try find("clGetDeviceIDs")
        clGetDeviceInfo = try find("clGetDeviceInfo")
        clCreateContext = try find("clCreateContext")
        clReleaseContext = try find("clReleaseContext")
        clCreateCommandQueue = try find("clCreateCommandQueue")
        clReleaseCommandQueue = try find("clReleaseCommandQueue")
        clCreateProgramWithSource = try find("clCreateProgramWithSource")
        clBuildProgram = try find("clBuildProgram")
        clGetProgramBuildInfo = try find("clGetProgramBuildInfo")
        clReleaseProgram = try find("clReleaseProgram")
        clCreateKernel = try find("clCreateKernel")
        clReleaseKernel = try find("clReleaseKernel")
        clGetKernelWorkGroupInfo = try find("clGetKernelWorkGroupInfo")
        clSetKernelArg = try find("clSetKernelArg")
        clCreateBuffer = try find("clCreateBuffer")
        clReleaseMemObject = try find("clReleaseMemObject")
        clEnqueueWriteBuffer = try find("clEnqueueWriteBuffer")
        clEnqueueReadBuffer = try find("clEnqueueReadBuffer")
        clEnqueueNDRangeKernel = try find("clEnqueueNDRangeKernel")
        clFlush = try find("clFlush")
        clFinish = try find("clFinish")
        clWaitForEvents = try find("clWaitForEvents")
        clReleaseEvent = try find("clReleaseEvent")
    }
}

extension OpenCLDriver {
    /// Throws `callFailed` unless `result` is success.
    func check(_ result: Result, _ call: String, device: Int? = nil) throws(CardError) {
        guard result != 0 else { return }
        throw error(.callFailed, result, call, device: device)
    }

    func error(
        _ code: CardError.Code, _ result: Result, _ call: String, device: Int? = nil, note: String = ""
    ) -> CardError {
        let place = device.map { "OpenCL device \($0): " } ?? ""
        let name = Self.names[result] ?? "an unknown error"
        return CardError(
            code, "\(place)\(call) answers \(result), \(name)\(note)", device: device, call: call, result: result)
    }

    /// OpenCL has no function that tells them (cl.h; -1001 is of cl_khr_icd, and -9999 NVIDIA's own).
    private static let names: [Result: String] = [
        -1: "CL_DEVICE_NOT_FOUND", -2: "CL_DEVICE_NOT_AVAILABLE", -3: "CL_COMPILER_NOT_AVAILABLE",
        -4: "CL_MEM_OBJECT_ALLOCATION_FAILURE", -5: "CL_OUT_OF_RESOURCES", -6: "CL_OUT_OF_HOST_MEMORY",
        -11: "CL_BUILD_PROGRAM_FAILURE", -14: "CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST", -30: "CL_INVALID_VALUE",
        -32: "CL_INVALID_PLATFORM", -33: "CL_INVALID_DEVICE", -34: "CL_INVALID_CONTEXT",
        -36: "CL_INVALID_COMMAND_QUEUE", -38: "CL_INVALID_MEM_OBJECT", -43: "CL_INVALID_BUILD_OPTIONS",
        -46: "CL_INVALID_KERNEL_NAME", -52: "CL_INVALID_KERNEL_ARGS", -54: "CL_INVALID_WORK_GROUP_SIZE",
        -55: "CL_INVALID_WORK_ITEM_SIZE", -58: "CL_INVALID_EVENT", -61: "CL_INVALID_BUFFER_SIZE",
        -1001: "CL_PLATFORM_NOT_FOUND_KHR", -9999: "NVIDIA's illegal read or write to a buffer",
    ]

    /// What a function that fills in as many bytes as it is asked for says; nil when it fails.
    static func value<Value: BitwiseCopyable>(
        _ initial: Value, _ get: (Int, UnsafeMutableRawPointer?, Size?) -> Result
    ) -> Value? {
        var value = initial
        let status = withUnsafeMutableBytes(of: &value) { get($0.count, $0.baseAddress, nil) }
        return status == 0 ? value : nil
    }

    /// The text that such a function says, without blanks around it, at most `limit` bytes of it; nil when it fails.
    static func text(
        limit: Int = 65_536, _ get: (Int, UnsafeMutableRawPointer?, Size?) -> Result
    ) -> String? {
        var size = 0
        guard get(0, nil, &size) == 0, size > 0, size <= limit else { return nil }
        var bytes = [UInt8](repeating: 0, count: size)
        let status = bytes.withUnsafeMutableBytes { get($0.count, $0.baseAddress, nil) }
        guard status == 0 else { return nil }
        let text = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        let words = text.drop(while: \.isWhitespace)
        return words.lastIndex { !$0.isWhitespace }.map { String(words[...$0]) } ?? ""
    }
}
