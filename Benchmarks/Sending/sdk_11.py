# SPDX-FileCopyrightText: the swift-bittensor authors
# SPDX-License-Identifier: MIT

"""The program btcli of the SDK 11.3.0, as pip writes it, but that it says when its imports are done."""

import sys
import time

from bittensor.cli.main import main

# The clock that all processes of a machine share. More is imported later, for the command that was asked for.
print(time.monotonic(), flush=True)
sys.argv[0] = "btcli"
sys.exit(main())
