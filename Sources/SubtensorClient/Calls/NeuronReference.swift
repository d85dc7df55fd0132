// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// A neuron as a person names it.
public enum NeuronReference: Hashable, Sendable {
    case hotkey(AccountID)
    /// The hotkey that holds this uid on the subnet in question.
    case uid(UInt16)
}
