// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation

/// Hands on what was printed: a pipe would keep it otherwise.
func fflushStandardOutput() { fflush(nil) }
