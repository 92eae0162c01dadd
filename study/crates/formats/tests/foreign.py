"""Files of ReadStat (pyreadstat, from PyPI), both ways. About invented people only.

  foreign.py make FOLDER    writes files for us to read: the fixtures beside this script were made like that
  foreign.py read FILE...   says in JSON what ReadStat finds in files of ours

`cargo test` runs both where a Python with pyreadstat is found (`PARASOCIAL_PYTHON`, else `python3`), and says so where not.
"""

import json
import sys
from datetime import date
from pathlib import Path

import pandas
import pyreadstat

ROWS = 12


def table():
    numbers = range(1, ROWS + 1)
    return pandas.DataFrame(
        {
            "person": [float(n) for n in numbers],
            "trust_in_news": [None if n % 6 == 0 else float([1, 2, 3, 8, 9][n % 5]) for n in numbers],
            "Hours": [n * 1.25 - 2 for n in numbers],
            "land": ["DE" if n % 3 else "" for n in numbers],
            "occupation": ["carpenter of ships" if n % 2 else "refused to say" for n in numbers],
            "story": ["Grüße €. " * (n * 4) for n in numbers],
            "born": [date(1960 + n, 2, 28) for n in numbers],
            "weight": [0.5 + n / 8 for n in numbers],
        }
    )


def make(folder):
    folder = Path(folder)
    labels = ["A number", "Trust in news", "Hours a day", "Country", "Occupation", "A story", "Born", "Weight"]
    trust = {1.0: "A lot", 2.0: "Some", 3.0: "None at all", 8.0: "Don't know", 9.0: "Refused"}
    options = dict(
        file_label="Invented people",
        column_labels=labels,
        variable_value_labels={
            "trust_in_news": trust,
            "land": {"DE": "Germany", "FR": "France"},
            "occupation": {"refused to say": "Refused"},
        },
        missing_ranges={"trust_in_news": [{"lo": 8, "hi": 9}], "Hours": [-99.0, -0.75]},
        variable_measure={"trust_in_news": "ordinal", "Hours": "scale", "land": "nominal"},
        variable_format={"Hours": "F8.2"},
        note="A note of those who made the file.",
    )
    frame = table()
    pyreadstat.write_sav(frame, folder / "plain.sav", **options)
    pyreadstat.write_sav(frame, folder / "bytecode.sav", row_compress=True, **options)
    pyreadstat.write_sav(frame, folder / "zlib.zsav", compress=True, **options)
    stata = dict(
        file_label="Invented people",
        column_labels=labels,
        variable_value_labels={
            "trust_in_news": {1: "A lot", 2: "Some", 3: "None at all", "d": "Don't know", "r": "Refused"},
        },
        missing_user_values={"trust_in_news": ["d", "r"]},
    )
    frame["trust_in_news"] = [{8.0: "d", 9.0: "r"}.get(code, code) for code in frame["trust_in_news"]]
    for version in (13, 14, 15):
        number = {13: 117, 14: 118, 15: 119}[version]
        pyreadstat.write_dta(frame, folder / f"release{number}.dta", version=version, **stata)


def plain(value):
    if value is None or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, (int, float)):
        return float(value)
    return str(value)


def read(path):
    if path.endswith("dta"):
        frame, meta = pyreadstat.read_dta(path, user_missing=True)
    else:
        frame, meta = pyreadstat.read_sav(path, user_missing=True)
    return {
        "title": meta.file_label,
        "names": meta.column_names,
        "labels": meta.column_labels,
        "codes": {
            name: sorted(([plain(code), label] for code, label in labels.items()), key=str)
            for name, labels in meta.variable_value_labels.items()
        },
        "missing": meta.missing_ranges,
        "missing_letters": meta.missing_user_values,
        "measures": meta.variable_measure,
        "formats": meta.original_variable_types,
        "sets": meta.mr_sets,
        "rows": [[plain(value) for value in row] for row in frame.itertuples(index=False)],
    }


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2])
    else:
        found = json.dumps([read(path) for path in sys.argv[2:]], ensure_ascii=False, sort_keys=True)
        # Open ends of ranges are no JSON.
        print(found.replace("-Infinity", '"lowest"').replace("Infinity", '"highest"'))
