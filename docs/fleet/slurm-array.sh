#!/bin/bash
# SPDX-FileCopyrightText: the swift-bittensor authors
# SPDX-License-Identifier: MIT

# A worker on each of 32 nodes: sbatch docs/fleet/slurm-array.sh
# FOLDER is what 'btcli fleet serve-config' has written, on a file system that all nodes see, with the workers node-0 to node-31:
#   btcli fleet serve-config FOLDER --host broker.example $(printf -- '--worker node-%d ' $(seq 0 31))
#SBATCH --job-name=btcli-worker
#SBATCH --array=0-31
#SBATCH --ntasks=1
#SBATCH --exclusive
#SBATCH --signal=TERM@30
set -euo pipefail
folder=${FOLDER:-$HOME/broker}
broker=${BROKER:-tls://broker.example:4222}
name=node-${SLURM_ARRAY_TASK_ID:?this is a job for sbatch}
# What remembers kernel races and the like is the node's own.
export HOME=${SLURM_TMPDIR:-/tmp}/$name
mkdir -p "$HOME"
# Slurm's limits on processors are an affinity mask, which btcli heeds: no --threads.
exec btcli pow worker --broker "$broker" --worker "$name" --broker-key "$folder/$name.nk" --broker-ca "$folder/ca.pem" --plain
