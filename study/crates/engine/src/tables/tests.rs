//! Files that others wrote: whatever the width of a number or the way text is kept, the same tables.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, BooleanArray, Float64Array, Int8Array, StringArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::DataType;
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::parquet::arrow::ArrowWriter;

use super::{Limits, Tables, tables};
use crate::EngineError;
use crate::request::{Code, Condition, Group, Item, Line, Request};

/// The columns `q` (0, 1, none), `land` (text) and `weight`, of some types.
fn write(path: &Path, q: &DataType, land: &DataType, weight: &DataType) -> PathBuf {
    let answers: ArrayRef = match q {
        DataType::Boolean => Arc::new(BooleanArray::from(vec![Some(true), Some(false), None, Some(true)])),
        _ => Arc::new(Int8Array::from(vec![Some(1), Some(0), None, Some(1)])),
    };
    let lands: ArrayRef =
        Arc::new(StringArray::from(vec![Some("north"), Some("south"), Some("north"), None]));
    let weights: ArrayRef = Arc::new(Float64Array::from(vec![1.0, 2.0, 3.0, 4.0]));
    let columns = [("q", answers, q), ("land", lands, land), ("weight", weights, weight)];
    let columns = columns.map(|(name, column, data_type)| (name, cast(&column, data_type).unwrap(), true));
    let batch = RecordBatch::try_from_iter_with_nullable(columns).unwrap();
    let mut writer =
        ArrowWriter::try_new(std::fs::File::create(path).unwrap(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    path.to_owned()
}

fn asked(files: Vec<PathBuf>) -> Result<Tables, EngineError> {
    let is = |code: &str| vec![Condition { column: "land".into(), codes: vec![code.into()] }];
    let lines = vec![Line::Share(vec![Code::Number(1.0)])];
    let request = Request {
        files,
        weight: Some("weight".into()),
        items: vec![Item::Coded { column: "q".into(), valid: vec![Code::Number(0.0)], lines }],
        groups: vec![Group {
            columns: vec![is("north"), is("south"), is("a name that takes more than 12 bytes")],
        }],
        ..Request::default()
    };
    tables(&request, Limits { threads: 2, ..Limits::default() })
}

fn dictionary(values: DataType) -> DataType {
    DataType::Dictionary(Box::new(DataType::Int16), Box::new(values))
}

#[test]
fn any_width_of_numbers_and_any_way_of_keeping_text_gives_the_same() {
    use DataType::{
        Boolean, Float32, Float64, Int8, Int16, Int32, Int64, LargeUtf8, UInt8, UInt16, UInt64, Utf8,
        Utf8View,
    };
    let folder = tempfile::tempdir().unwrap();
    let path = |number: usize| folder.path().join(format!("{number}.parquet"));
    let first = write(&path(0), &Int8, &Utf8, &Float64);
    let one = asked(vec![first.clone()]).unwrap();
    let two = asked(vec![first.clone(), write(&path(1), &Int8, &Utf8, &Float64)]).unwrap();
    let line = &one.tables[0][0].lines[0];
    assert_eq!(
        (line.present.as_slice(), line.estimates.values.as_slice()),
        (&[0, 1, 3][..], &[1.0, 0.0, 5.0 / 7.0][..])
    );
    let numbers =
        [Int16, Int32, Int64, UInt8, UInt16, UInt64, Float32, Float64, Boolean, DataType::Decimal128(9, 2)];
    let texts = [LargeUtf8, Utf8View, dictionary(Utf8), dictionary(LargeUtf8)];
    for (number, q) in numbers.iter().enumerate() {
        let land = &texts[number % texts.len()];
        let weight = if number % 2 == 0 { &Int32 } else { &Float32 };
        let other = write(&path(number + 2), q, land, weight);
        assert_eq!(asked(vec![other.clone()]).unwrap(), one, "{q} and {land}");
        // Files of one data set need not agree.
        assert_eq!(asked(vec![first.clone(), other]).unwrap(), two, "{q} and {land} beside others");
    }
}

#[test]
fn dates_are_neither_numbers_nor_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dates.parquet");
    let column: ArrayRef = Arc::new(datafusion::arrow::array::Date32Array::from(vec![1, 2]));
    let batch = RecordBatch::try_from_iter([("q", Arc::clone(&column)), ("weight", column)]).unwrap();
    let mut writer =
        ArrowWriter::try_new(std::fs::File::create(&path).unwrap(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    let said =
        asked(vec![path.clone()]).unwrap_err().to_string().replace(&path.display().to_string(), "FILE");
    assert_eq!(
        said,
        "column `weight` of `FILE` holds neither numbers nor text, expected numbers for weights"
    );
}
