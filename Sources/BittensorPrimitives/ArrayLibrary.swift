// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

/// Which of its two libraries of arrays a program in Python uses: it decides what tensors are called on the wire and
/// which form saved metagraphs have. Arrays here are the same in either case.
public enum ArrayLibrary: String, Hashable, Sendable, CaseIterable {
    /// What the Python SDK uses since 7.
    case numpy
    /// What SDK 6 uses, and later ones with `USE_TORCH=1`.
    case torch

    /// The variable that asks for torch, by the value `1` and no other.
    public static let variable = "USE_TORCH"

    /// The library that an environment asks for.
    public init(environment: [String: String]) { self = environment[Self.variable] == "1" ? .torch : .numpy }

    /// The library that this process's environment asks for, as it was when that was first asked: Python's `use_torch`.
    public static let chosen = ArrayLibrary(
        environment: getenv(variable).map { [variable: String(cString: $0)] } ?? [:])
}
