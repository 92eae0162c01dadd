#!/usr/bin/env bash
# Shows that a check opens no socket: runs one on invented exports of every platform under strace, which sees every call to
# the kernel, and fails if any of them is about a network. Then shows that the same look finds a socket where there is one.
# Linux, strace, python3. What it prints is kept in docs/no-network.md.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v strace >/dev/null || { apt-get update -qq && apt-get install -y -qq strace; }

desk=$(mktemp -d)
trap 'rm -rf "$desk"' EXIT
cargo build --quiet --package parasocial
program=$(realpath "${CARGO_TARGET_DIR:-target}/debug/parasocial")

# Calls about networks that a command makes, whichever of its threads and children makes them.
calls() {
  local trace=$desk/trace
  # What it prints goes to files: only what strace says counts here.
  (cd "$desk" && strace --follow-forks --output="$trace" -e trace=network "$@" >"$desk/out" 2>"$desk/err")
  # Lines of strace itself begin, behind the number of the process, with --- or +++.
  grep -Ev '^[0-9]+ +(---|\+\+\+) ' "$trace" || true
}

"$program" synth --seed 2 --weeks 12 --output "$desk" 2>/dev/null
exports=$(cd "$desk" && ls ./*.zip)
echo "exports: $(echo "$exports" | wc -l)"
# shellcheck disable=SC2086 # names without blanks, made above
found=$(calls "$program" check --output report.html --json report.json $exports)
read=$(python3 - "$desk/report.json" <<'P'
import json, sys
print(", ".join(sorted({export["platform"] for export in json.load(open(sys.argv[1]))["exports"]})))
P
)
echo "read: $read"
grep '^sandbox: ' "$desk/err" || true
echo "threads seen by strace: $(grep -c '+++ exited with' "$desk/trace")"
echo "calls about networks: $(printf '%s' "$found" | grep -c . || true)"
if [ "$read" != "Facebook, Instagram, Threads, TikTok, X, YouTube" ]; then
  echo "FAILED: not every platform was read, so this shows too little"
  exit 1
fi
if [ -n "$found" ]; then
  printf '%s\n' "$found"
  echo "FAILED: a check is about files, and here it was about a network"
  exit 1
fi

control=$(calls python3 -c 'import socket; socket.socket()')
echo "the same look at a program that opens a socket: $(printf '%s' "$control" | head -n 1)"
case $control in
  *"socket("*) echo "passed" ;;
  *) echo "FAILED: strace does not see a socket where there is one, so it shows nothing"; exit 1 ;;
esac
