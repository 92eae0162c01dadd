#!/usr/bin/env python3
"""generate.py ROWS FILE.parquet [SEED]: an invented survey, as large as wanted, in bounded memory.

25 countries with 4 strata each, units in strata, weights like those of quota samples, 14 yes/no items driven by 5 hidden
types, one item of five levels. The same for the same ROWS, SEED and version of numpy. Needs numpy and pyarrow.
"""
import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

CHUNK = 1 << 20
COUNTRIES, STRATA, ITEMS, TYPES = 25, 4, 14, 5
AGES = ["18-34", "35-54", "55+"]


def world(seed, rows):
    """What all rows share."""
    rng = np.random.Generator(np.random.PCG64(seed))
    units = 10 if rows < 100_000 else 50
    return {
        "units": units,
        "sizes": rng.dirichlet(np.full(COUNTRIES, 40.0)),
        "weights": np.exp(rng.normal(0, 0.6, COUNTRIES)),
        "types": np.cumsum(rng.dirichlet(np.full(TYPES, 5.0), len(AGES)), axis=1),
        "items": rng.uniform(-1.8, 1.0, (TYPES, ITEMS)),
        "lean": rng.normal(0, 0.35, (COUNTRIES, ITEMS)),
        "unit_lean": rng.normal(0, 0.20, COUNTRIES * STRATA * units),
    }


def chunk(world, seed, number, first, rows):
    rng = np.random.Generator(np.random.PCG64([seed, number]))
    country = rng.choice(COUNTRIES, rows, p=world["sizes"])
    stratum = country * STRATA + rng.integers(0, STRATA, rows)
    unit = stratum * world["units"] + rng.integers(0, world["units"], rows)
    age = rng.choice(3, rows, p=[0.40, 0.36, 0.24])
    gender = rng.choice(3, rows, p=[0.49, 0.505, 0.005])
    weight = world["weights"][country] * np.exp(rng.normal(0, 0.35, rows)) * np.array([0.8, 1.0, 1.35])[age]
    kind = (rng.random(rows)[:, None] > world["types"][age]).sum(axis=1).clip(0, TYPES - 1)
    columns = {
        "id": np.arange(first + 1, first + rows + 1, dtype=np.int64),
        "country": names(country, ["C%02d" % (i + 1) for i in range(COUNTRIES)]),
        "region": names(country % 6, ["R%d" % (i + 1) for i in range(6)]),
        "age": names(age, AGES),
        "gender": names(gender, ["F", "M", "X"]),
        "weight": weight,
        "stratum": (stratum + 1).astype(np.int32),
        "psu": (unit + 1).astype(np.int32),
    }
    for item in range(ITEMS):
        lean = world["items"][kind, item] + world["lean"][country, item] + world["unit_lean"][unit]
        columns["q%02d" % (item + 1)] = (rng.random(rows) < 1 / (1 + np.exp(-lean))).astype(np.int8)
    hidden = rng.normal(0, 1, rows) + 0.5 * (kind - 2)
    columns["q15"] = (1 + np.digitize(hidden, [-1.3, -0.4, 0.4, 1.3])).astype(np.int8)
    return pa.table(columns)


def names(codes, words):
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), pa.array(words)).cast(pa.string())


def main():
    rows, path = int(sys.argv[1]), sys.argv[2]
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 20211006
    shared, writer = world(seed, rows), None
    for number, first in enumerate(range(0, rows, CHUNK)):
        table = chunk(shared, seed, number, first, min(CHUNK, rows - first))
        writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
        writer.write_table(table, row_group_size=CHUNK // 4)
    writer.close()


main()
