// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives

/// How a metagraph is written into files.
public enum MetagraphForm: String, Hashable, Sendable, CaseIterable {
    /// Everything, in the chain's whole numbers: `block_N.json`, which Python's tools pass over, and a safetensors
    /// file.
    case native
    /// The arrays as the Python SDK saves them since 7: `block-N.pt`, a pickle of numpy's arrays.
    case numpy
    /// The arrays as SDK 6 saves them, and later ones with `USE_TORCH=1`: `block-N.pt`, an archive of torch's tensors.
    case torch

    /// The form that the Python SDK writes with a library of arrays.
    public init(_ library: ArrayLibrary) {
        self =
            switch library {
            case .numpy: .numpy
            case .torch: .torch
            }
    }
}
