#!/bin/bash
# SPDX-FileCopyrightText: the swift-bittensor authors
# SPDX-License-Identifier: MIT

# Starts a worker on each machine that ssh reaches, and stops them:
#   ssh-start.sh FOLDER tls://broker.example:4222 rack-1 rack-2 ...
#   ssh-start.sh --stop rack-1 rack-2 ...
# FOLDER is what 'btcli fleet serve-config' has written, with a worker for each machine, named like it.
set -euo pipefail
if [ "${1:-}" = --stop ]; then
    shift
    for machine in "$@"; do ssh "$machine" 'pkill -TERM -f "btcli pow worker"' || echo "$machine: none runs" >&2; done
    exit
fi
[ "$#" -ge 3 ] || { sed -n '5,8s/^# //p' "$0" >&2; exit 64; }
folder=$1 broker=$2
shift 2
for machine in "$@"; do
    # Through a pipe: a key is in nobody's list of processes, and in no folder that others read.
    tar -C "$folder" -cf - ca.pem "$machine.nk" |
        ssh "$machine" 'umask 077 && mkdir -p ~/.btcli-worker && tar -C ~/.btcli-worker -xf -'
    ssh "$machine" "cd ~/.btcli-worker && nohup btcli pow worker --broker '$broker' --worker '$machine' \
--broker-key '$machine.nk' --broker-ca ca.pem --plain >worker.log 2>&1 </dev/null &"
    echo "$machine: started; its log is ~/.btcli-worker/worker.log"
done
