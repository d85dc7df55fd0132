# SPDX-FileCopyrightText: the swift-bittensor authors
# SPDX-License-Identifier: MIT

# NVIDIA's compilers as PyPI ships them, in a virtual environment of their own that scripts in this folder share.
tools=.build/cuda-tools

need() {
    [ -x "$tools/bin/python" ] || python3 -m venv "$tools"
    "$tools/bin/pip" install --quiet --disable-pip-version-check --no-deps "$@"
}
