// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// The functions of NVIDIA's driver that a search needs, found in its library at run time and named as there.
///
/// The library is never closed: it does not survive that.
struct CUDADriver: @unchecked Sendable {
    // C functions without state of ours; the driver itself may be called from any thread.
    typealias Result = Int32
    typealias Handle = OpaquePointer
    typealias Address = UInt64

    let cuInit: @convention(c) (UInt32) -> Result
    let cuDriverGetVersion: @convention(c) (UnsafeMutablePointer<Int32>) -> Result
    let cuGetErrorName: @convention(c) (Result, UnsafeMutablePointer<UnsafePointer<CChar>?>) -> Result
    let cuGetErrorString: @convention(c) (Result, UnsafeMutablePointer<UnsafePointer<CChar>?>) -> Result

    let cuDeviceGetCount: @convention(c) (UnsafeMutablePointer<Int32>) -> Result
    let cuDeviceGet: @convention(c) (UnsafeMutablePointer<Int32>, Int32) -> Result
    let cuDeviceGetName: @convention(c) (UnsafeMutablePointer<CChar>, Int32, Int32) -> Result
    let cuDeviceTotalMem: @convention(c) (UnsafeMutablePointer<Int>, Int32) -> Result
    let cuDeviceGetPCIBusId: @convention(c) (UnsafeMutablePointer<CChar>, Int32, Int32) -> Result
    let cuDeviceGetAttribute: @convention(c) (UnsafeMutablePointer<Int32>, Int32, Int32) -> Result

    let cuDevicePrimaryCtxSetFlags: @convention(c) (Int32, UInt32) -> Result
    let cuDevicePrimaryCtxRetain: @convention(c) (UnsafeMutablePointer<Handle?>, Int32) -> Result
    let cuDevicePrimaryCtxRelease: @convention(c) (Int32) -> Result
    let cuCtxSetCurrent: @convention(c) (Handle?) -> Result

    let cuModuleLoadDataEx:
        @convention(c) (
            UnsafeMutablePointer<Handle?>, UnsafeRawPointer, UInt32, UnsafePointer<Int32>,
            UnsafePointer<UnsafeMutableRawPointer?>
        ) -> Result
    let cuModuleUnload: @convention(c) (Handle?) -> Result
    let cuModuleGetFunction: @convention(c) (UnsafeMutablePointer<Handle?>, Handle?, UnsafePointer<CChar>) -> Result
    let cuModuleGetGlobal:
        @convention(c) (
            UnsafeMutablePointer<Address>, UnsafeMutablePointer<Int>, Handle?, UnsafePointer<CChar>
        ) -> Result
    let cuFuncGetAttribute: @convention(c) (UnsafeMutablePointer<Int32>, Int32, Handle?) -> Result
    let cuOccupancyMaxActiveBlocksPerMultiprocessor:
        @convention(c) (UnsafeMutablePointer<Int32>, Handle?, Int32, Int) -> Result

    let cuMemAlloc: @convention(c) (UnsafeMutablePointer<Address>, Int) -> Result
    let cuMemFree: @convention(c) (Address) -> Result
    let cuMemHostAlloc: @convention(c) (UnsafeMutablePointer<UnsafeMutableRawPointer?>, Int, UInt32) -> Result
    let cuMemFreeHost: @convention(c) (UnsafeMutableRawPointer?) -> Result
    let cuMemsetD32Async: @convention(c) (Address, UInt32, Int, Handle?) -> Result
    let cuMemcpyHtoDAsync: @convention(c) (Address, UnsafeRawPointer, Int, Handle?) -> Result
    let cuMemcpyDtoHAsync: @convention(c) (UnsafeMutableRawPointer?, Address, Int, Handle?) -> Result

    let cuStreamCreate: @convention(c) (UnsafeMutablePointer<Handle?>, UInt32) -> Result
    let cuStreamDestroy: @convention(c) (Handle?) -> Result
    let cuEventCreate: @convention(c) (UnsafeMutablePointer<Handle?>, UInt32) -> Result
    let cuEventDestroy: @convention(c) (Handle?) -> Result
    let cuEventRecord: @convention(c) (Handle?, Handle?) -> Result
    let cuEventSynchronize: @convention(c) (Handle?) -> Result
    let cuLaunchKernel:
        @convention(c) (
            Handle?, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, Handle?,
            UnsafePointer<UnsafeMutableRawPointer?>, UnsafePointer<UnsafeMutableRawPointer?>?
        ) -> Result

    /// Opens the library at `path`, or of that name where the system looks for libraries; throws `noDriver`.
    init(path: String) throws(CardError) {
        let library: DynamicLibrary
        do {
            library = try DynamicLibrary(path: path)
        } catch {
            throw CardError(
                .noDriver,
                "NVIDIA's driver cannot be used: \(error.reason): install the driver, or search without CUDA")
        }
        func find<Function>(_ name: String) throws(CardError) -> Function {
            guard let function: Function = library.function(name) else {
                throw CardError(
                    .noDriver, "\(excerpt(path)) is no driver of NVIDIA's that can be used: it has no \(name)",
                    call: name)
            }
            return function
        }
        cuInit = try find("cuInit")
        cuDriverGetVersion = try find("cuDriverGetVersion")
        cuGetErrorName = try find("cuGetErrorName")
        cuGetErrorString = try find("cuGetErrorString")
        cuDeviceGetCount = try find("cuDeviceGetCount")
        cuDeviceGet = try find("cuDeviceGet")
        cuDeviceGetName = try find("cuDeviceGetName")
        cuDeviceTotalMem = try find("cuDeviceTotalMem_v2")
        cuDeviceGetPCIBusId = try find("cuDeviceGetPCIBusId")
        cuDeviceGetAttribute = try find("cuDeviceGetAttribute")
        cuDevicePrimaryCtxSetFlags = try find("cuDevicePrimaryCtxSetFlags_v2")
        cuDevicePrimaryCtxRetain = try find("cuDevicePrimaryCtxRetain")
        cuDevicePrimaryCtxRelease = try find("cuDevicePrimaryCtxRelease_v2")
        cuCtxSetCurrent = try find("cuCtxSetCurrent")
        cuModuleLoadDataEx = try find("cuModuleLoadDataEx")
        cuModuleUnload = try find("cuModuleUnload")
        cuModuleGetFunction = try find("cuModuleGetFunction")
        cuModuleGetGlobal = try find("cuModuleGetGlobal_v2")
        cuFuncGetAttribute = try find("cuFuncGetAttribute")
        cuOccupancyMaxActiveBlocksPerMultiprocessor = try find("cuOccupancyMaxActiveBlocksPerMultiprocessor")
        cuMemAlloc = try find("cuMemAlloc_v2")
        cuMemFree = try find("cuMemFree_v2")
        cuMemHostAlloc = try find("cuMemHostAlloc")
        cuMemFreeHost = try find("cuMemFreeHost")
        cuMemsetD32Async = try find("cuMemsetD32Async")
        cuMemcpyHtoDAsync = try find("cuMemcpyHtoDAsync_v2")
        cuMemcpyDtoHAsync = try find("cuMemcpyDtoHAsync_v2")
        cuStreamCreate = try find("cuStreamCreate")
        cuStreamDestroy = try find("cuStreamDestroy_v2")
        cuEventCreate = try find("cuEventCreate")
        cuEventDestroy = try find("cuEventDestroy_v2")
        cuEventRecord = try find("cuEventRecord")
        cuEventSynchronize = try find("cuEventSynchronize")
        cuLaunchKernel = try find("cuLaunchKernel")
    }
}

extension CUDADriver {
    /// Throws `callFailed`, with the driver's own words, unless `result` is success.
    func check(_ result: Result, _ call: String, device: Int? = nil, note: String = "") throws(CardError) {
        guard result != 0 else { return }
        throw error(.callFailed, result, call, device: device, note: note)
    }

    func error(
        _ code: CardError.Code, _ result: Result, _ call: String, device: Int? = nil, note: String = ""
    ) -> CardError {
        let place = device.map { "CUDA device \($0): " } ?? ""
        return CardError(
            code, "\(place)\(call) answers \(result), \(words(for: result))\(note)", device: device, call: call,
            result: result)
    }

    private func words(for result: Result) -> String {
        func text(_ get: (Result, UnsafeMutablePointer<UnsafePointer<CChar>?>) -> Result) -> String? {
            var text: UnsafePointer<CChar>?
            guard get(result, &text) == 0, let text else { return nil }
            return String(cString: text)
        }
        return "\(text(cuGetErrorName) ?? "an unknown error"): \(text(cuGetErrorString) ?? "no description")"
    }
}
