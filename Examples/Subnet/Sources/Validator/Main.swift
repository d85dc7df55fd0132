// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Subnet

@main
struct Main {
    static func main() async { await ValidatorCommand.main() }
}
