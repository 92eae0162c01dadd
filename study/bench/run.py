#!/usr/bin/env python3
"""run.py [ROWS [ROUNDS [THREADS]]] [--r]: our engine, DuckDB and Polars side by side on one task, in alternating rounds.

The task: weighted percent and linearised error of 14 items by 25 countries by 3 ages, from Parquet. Prints seconds of the
task (without the start of the process) and peak memory of the process, the median of the rounds and ratios to ours; fails if
any two numbers differ by more than 1e-6 of a percent. With `--r`, R's `svyby` runs once too, from CSV read beforehand (Debian:
`apt-get install r-cran-survey`). Needs numpy, pyarrow, duckdb and polars:

    python3 -m venv target/bench && target/bench/bin/pip install numpy pyarrow duckdb polars
    cargo build --release --manifest-path study/Cargo.toml -p parasocial-engine --example percents
    target/bench/bin/python study/bench/run.py 5000000 7
"""
import csv
import io
import os
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", HERE.parent / "target"))
TOLERANCE = 1e-6


def measured(command):
    """Standard output, seconds and peak memory in MB of a process."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    out, err = process.stdout.read(), process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} failed: {err}")
    seconds = next(float(line.split()[1]) for line in err.splitlines() if line.startswith("seconds "))
    return out, seconds, used.ru_maxrss / 1024


def table(text):
    rows = csv.DictReader(io.StringIO(text))
    return {(row["item"], row["country"], row["age"]): (float(row["percent"]), float(row["error"])) for row in rows}


def compare(ours, theirs, name):
    if ours.keys() != theirs.keys():
        sys.exit(f"{name} has other cells than we: {len(theirs)} and {len(ours)}")
    worst = max(abs(a - b) for key in ours for a, b in zip(ours[key], theirs[key]))
    if not worst <= TOLERANCE:
        sys.exit(f"{name} differs from us by {worst:.1e} percent")
    return worst


def svyby(data):
    """R's command, on the same rows as CSV."""
    file = data.with_suffix(".csv")
    if not file.exists():
        import pyarrow.csv
        import pyarrow.parquet

        pyarrow.csv.write_csv(pyarrow.parquet.read_table(data), file)
    return ["Rscript", HERE / "svyby.R", file]


def main():
    words = [word for word in sys.argv[1:] if word != "--r"]
    rows = words[0] if words else "5000000"
    rounds = int(words[1]) if len(words) > 1 else 5
    threads = words[2] if len(words) > 2 else str(os.cpu_count())
    data = TARGET / f"percents-{rows}.parquet"
    if not data.exists():
        subprocess.run([sys.executable, HERE / "generate.py", rows, data], check=True)
    others = [sys.executable, HERE / "others.py"]
    commands = {
        "ours": [TARGET / "release/examples/percents", data, threads],
        "duckdb": [*others, "duckdb", data, threads],
        "polars": [*others, "polars", data, threads],
    }
    if "--r" in sys.argv:
        commands["svyby"] = svyby(data)
    commands = {name: [str(word) for word in command] for name, command in commands.items()}
    print(f"{rows} rows, {data.stat().st_size / 1e6:.0f} MB, {threads} threads, load {os.getloadavg()[0]:.1f}")
    seconds, memory, results = {n: [] for n in commands}, {n: [] for n in commands}, {}
    for number in range(rounds):
        for name, command in commands.items():
            if name == "svyby" and number > 0:
                continue
            out, took, peak = measured(command)
            seconds[name].append(took)
            memory[name].append(peak)
            results[name] = table(out)
    ours = statistics.median(seconds["ours"])
    for name in commands:
        median = statistics.median(seconds[name])
        worst = compare(results["ours"], results[name], name)
        print(
            f"{name:8} median {median:8.3f} s ({min(seconds[name]):.3f} to {max(seconds[name]):.3f}), "
            f"{median / ours:6.2f} times ours, peak {max(memory[name]):6.0f} MB, largest difference {worst:.1e} percent"
        )
    print(f"load {os.getloadavg()[0]:.1f}")


main()
