#!/usr/bin/env bash
# Runs fuzz targets on the stable toolchain, one after the other: fuzz/run.sh [-s SECONDS] [TARGET...]
#
# What cargo-fuzz would do, without it: coverage comes from a pass of LLVM that every rustc has, the fuzzer itself from
# the crate libfuzzer-sys. There is no address sanitizer, which needs a nightly compiler: this project holds no unsafe code.
set -euo pipefail
cd "$(dirname "$0")"

seconds=600
if [ "${1:-}" = "-s" ]; then seconds=$2; shift 2; fi
targets=("$@")
if [ ${#targets[@]} = 0 ]; then targets=(framing container facebook instagram threads tiktok x youtube sav dta csv surveyjs questionnaire); fi

# The fuzzer is written in C++.
command -v c++ >/dev/null || { apt-get update -qq && apt-get install -y -qq g++; }
host=$(rustc -vV | sed -n 's/^host: //p')
build=${CARGO_TARGET_DIR:-target}
work=target/work
mkdir -p "$work"

# Seeds and dictionaries: made by a program that is not instrumented.
cargo build --quiet --package seeds
"$build/debug/seeds" "$work"

flags="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4"
flags="$flags -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table"
flags="$flags -Cllvm-args=-sanitizer-coverage-trace-compares"
# With --target, what runs while building (build scripts, macros) is not instrumented.
RUSTFLAGS=$flags cargo build --quiet --release --package fuzz --target "$host" $(printf -- '--bin %s ' "${targets[@]}")

for target in "${targets[@]}"; do
  mkdir -p "$work/$target/corpus" "$work/$target/found"
  echo "== $target, $seconds seconds"
  # 2 GiB, a minute for one input (by the clock, which others use too), inputs of at most 64 KiB.
  "$build/$host/release/$target" "$work/$target/corpus" "$work/$target/seeds" \
    -dict="$work/$target/dictionary" -artifact_prefix="$work/$target/found/" \
    -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=60 -max_len=65536 -print_final_stats=1 \
    2>"$work/$target/log" || { tail -n 40 "$work/$target/log"; echo "== $target FOUND something"; exit 1; }
  grep -E "DONE|stat::number_of_executed_units" "$work/$target/log" | tail -n 2
done
