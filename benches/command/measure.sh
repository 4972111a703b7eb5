#!/usr/bin/env bash
# Beside other programs that run jobs at given times: what a thousand jobs each minute cost.
# Run as root, who may have a crontab of its own in a mount namespace:
#   cargo build --release --package punctual-cli && benches/command/measure.sh [JOBS] [MINUTES]
# CRON, BUSYBOX: where those are, if not on the path; what is not there is left out.
set -euo pipefail
cd "$(dirname "$0")/../.."

jobs=${1:-1000}
minutes=${2:-2}
punctual=${PUNCTUAL:-$PWD/target/release/punctual}
cron=${CRON:-$(command -v cron || true)}
busybox=${BUSYBOX:-$(command -v busybox || true)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

command_for() { echo "date +\\%s\\%N >> $work/$1.out"; }

# The CPU time a process took, in milliseconds.
cpu() {
  local fields
  read -r -a fields <<<"$(sed 's/.*) //' "/proc/$1/stat")"
  echo $(((fields[11] + fields[12]) * 1000 / $(getconf CLK_TCK)))
}

# Waits until so many seconds after a full minute.
until_second() {
  while [ "$((10#$(date +%S)))" -ne "$1" ]; do sleep 0.2; done
}

# measure NAME COMMAND..: starts it soon after a minute began, and looks at it over the next ones.
measure() {
  local name=$1 pid first before idle
  shift
  until_second 10
  "$@" >"$work/$name.log" 2>&1 &
  pid=$!
  sleep 5
  first=$(cpu "$pid")
  local rss
  rss=$(awk '/^VmRSS/ { print $2 }' "/proc/$pid/status")
  before=$(cpu "$pid")
  sleep 30
  idle=$(($(cpu "$pid") - before))
  for _ in $(seq "$minutes"); do until_second 0; sleep 1; done
  until_second 30
  kill "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  # How far each run is behind the minute it belongs to, in milliseconds.
  awk '{ print ($1 % 60000000000) / 1000000 }' "$work/$name.out" | sort -n >"$work/$name.late"
  local runs p50 p99
  runs=$(wc -l <"$work/$name.late")
  p50=$(sed -n "$((runs / 2 + 1))p" "$work/$name.late")
  p99=$(sed -n "$((runs * 99 / 100))p" "$work/$name.late")
  printf '| %s | %s | %s | %s | %s | %.0f | %.0f |\n' "$name" "$first" "$rss" "$idle" "$runs" "$p50" "$p99"
}

echo "$jobs jobs each minute, $minutes minutes, $(nproc) cores, $(uname -sr)"
echo
echo '| | CPU of the first 5 s (ms) | resident (KiB) | CPU of 30 s idle (ms) | runs | late p50 (ms) | late p99 (ms) |'
echo '|---|---|---|---|---|---|---|'

for name in punctual punctual-without-state; do
  for job in $(seq "$jobs"); do
    printf '[[job]]\nname = "job %s"\nschedule = "every minute"\ncommand = "%s"\n' "$job" "$(command_for $name | tr -d '\\')"
  done >"$work/$name.toml"
done
measure punctual "$punctual" run --state "$work/state.db" "$work/punctual.toml"
measure punctual-without-state "$punctual" run --no-state "$work/punctual-without-state.toml"

if [ -n "$cron" ]; then
  mkdir -p "$work/spool/crontabs"
  for _ in $(seq "$jobs"); do echo "* * * * * $(command_for cron)"; done >"$work/spool/crontabs/root"
  chmod 600 "$work/spool/crontabs/root"
  # shellcheck disable=SC2016
  measure cron unshare --mount sh -c 'mkdir -p /var/spool/cron && mount --bind "$1" /var/spool/cron && mount -t tmpfs none /run && exec "$2" -f' sh "$work/spool" "$cron"
fi
if [ -n "$busybox" ]; then
  mkdir -p "$work/busybox"
  for _ in $(seq "$jobs"); do echo "* * * * * $(command_for busybox | tr -d '\\')"; done >"$work/busybox/root"
  measure busybox "$busybox" crond -f -c "$work/busybox" -L /dev/null
fi
