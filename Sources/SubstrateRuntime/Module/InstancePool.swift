// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// The instances of a module that no call has.
final class InstancePool: Sendable {
    private let module: WasmModule
    private let capacity: Int
    private let idle = Mutex<[RuntimeInstance]>([])

    init(of module: WasmModule, capacity: Int) {
        self.module = module
        self.capacity = capacity
    }

    /// An instance as new.
    func take() throws(RuntimeError) -> RuntimeInstance {
        if let instance = idle.withLock({ $0.popLast() }) { return instance }
        return try RuntimeInstance(of: module)
    }

    /// Takes an instance back from the call that had it, and what it wrote out of memory.
    func giveBack(_ instance: RuntimeInstance) {
        guard instance.reset() else { return }
        idle.withLock { if $0.count < capacity { $0.append(instance) } }
    }
}
