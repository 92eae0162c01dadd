//! A data set of invented people with everything that a dictionary can say, and how tests look at data sets.

#![allow(dead_code)] // each test uses some of it

use std::io::Cursor;

use formats::{Shape, codebook, csv, dta, sav};
use microdata::{
    Category, Chunk, Column, Design, Dictionary, Error, Kind, Lost, Measure, Memory, Missing, MissingCode,
    MissingRange, MultipleResponse, Rows, SetKind, State, Value, Variable,
};

/// The codebook as JSON and a line for each row.
pub fn dump(rows: &mut dyn Rows) -> String {
    let mut out = codebook::to_json(rows.dictionary()).unwrap();
    while let Some(chunk) = rows.next().unwrap() {
        for row in 0..chunk.rows() {
            let cell = |column: &Column| match column {
                Column::Numbers(numbers) => format!("{}", numbers[row]),
                Column::Texts(texts) => format!("{:?}", texts[row]),
            };
            out += &(chunk.columns.iter().map(cell).collect::<Vec<_>>().join(" | ") + "\n");
        }
    }
    for said in &rows.faults().said {
        out += &format!("fault: {said}\n");
    }
    out
}

/// All rows in one chunk, NaN as a number that is equal to itself.
pub fn all(rows: &mut dyn Rows) -> Chunk {
    let mut all = Chunk::of(rows.dictionary());
    while let Some(chunk) = rows.next().unwrap() {
        for (into, from) in all.columns.iter_mut().zip(chunk.columns) {
            match (into, from) {
                (Column::Numbers(into), Column::Numbers(from)) => into.extend(from),
                (Column::Texts(into), Column::Texts(from)) => into.extend(from),
                _ => panic!("a column changed its type"),
            }
        }
    }
    for column in &mut all.columns {
        if let Column::Numbers(numbers) = column {
            numbers.iter_mut().filter(|number| number.is_nan()).for_each(|number| *number = -1e300);
        }
    }
    all
}

/// A file of ours in memory, and what it could not hold.
pub fn to_sav(rows: &Memory, compression: sav::Compression) -> Result<(Vec<u8>, Lost), Error> {
    let shape = Shape::measure(&mut rows.clone())?;
    let mut file = Cursor::new(Vec::new());
    let writer = sav::Writer::new(&mut file, rows.dictionary().clone(), &shape, compression)?;
    let lost = formats::copy(&mut rows.clone(), Box::new(writer))?;
    Ok((file.into_inner(), lost))
}

pub fn to_dta(rows: &Memory) -> Result<(Vec<u8>, Lost), Error> {
    let shape = Shape::measure(&mut rows.clone())?;
    let mut file = Cursor::new(Vec::new());
    let writer = dta::Writer::new(&mut file, rows.dictionary().clone(), &shape)?;
    let lost = formats::copy(&mut rows.clone(), Box::new(writer))?;
    Ok((file.into_inner(), lost))
}

pub fn to_csv(rows: &Memory) -> Result<Vec<u8>, Error> {
    let mut file = Vec::new();
    formats::copy(&mut rows.clone(), Box::new(csv::Writer::new(&mut file, rows.dictionary().clone())?))?;
    Ok(file)
}

/// Invented people.
pub fn sample() -> Memory {
    let trust = Variable {
        label: "Trust in news".into(),
        question: "How much do you trust what's in the news?".into(),
        universe: "All who follow news".into(),
        measure: Measure::Ordinal,
        categories: vec![
            Category::new(1.0, "A lot"),
            Category::new(2.0, "Some"),
            Category::new(3.0, "None at all"),
        ],
        missing: vec![
            MissingCode { tag: Some('d'), ..MissingCode::new(8.0, "Don't know") },
            MissingCode {
                tag: Some('s'),
                state: State::NotAsked,
                ..MissingCode::new(9.0, "Not in this wave")
            },
        ]
        .into(),
        ..Variable::number("trust_in_news")
    };
    let hours = Variable {
        kind: Kind::Number { decimals: 2 },
        measure: Measure::Scale,
        missing: Missing {
            codes: vec![MissingCode::new(-2.0, "Forgotten")],
            range: Some(MissingRange { low: None, high: Some(-1.0), state: State::NotAnswered }),
        },
        blank: State::NotAnswered,
        ..Variable::number("Hours")
    };
    let media = |name: &str, label: &str| Variable {
        label: label.into(),
        categories: vec![Category::new(0.0, "Not chosen"), Category::new(1.0, "Chosen")],
        ..Variable::number(name)
    };
    let dictionary = Dictionary {
        title: "Invented people".into(),
        synthetic: true,
        weight: Some("weight".into()),
        design: Design { country: Some("land".into()), ..Design::default() },
        variables: vec![
            trust,
            hours,
            media("media_tv", "Television"),
            media("media_paper", "Papers"),
            Variable { categories: vec![Category::new("DE", "Germany")], ..Variable::text("land") },
            Variable {
                missing: vec![MissingCode::new("refused", "Refused")].into(),
                ..Variable::text("a_story_of_any_length")
            },
            Variable { kind: Kind::Date, ..Variable::number("born") },
            Variable { kind: Kind::DateTime, ..Variable::number("began") },
            Variable { kind: Kind::Time, ..Variable::number("took") },
            Variable { kind: Kind::Number { decimals: 3 }, ..Variable::number("weight") },
        ],
        sets: vec![MultipleResponse {
            name: "media".into(),
            label: "Media used".into(),
            kind: SetKind::Dichotomy { counted: Value::Number(1.0) },
            variables: vec!["media_tv".into(), "media_paper".into()],
        }],
        notes: vec!["Nobody here exists.".into()],
    };
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let long = "Grüße €. ".repeat(300).trim_end().to_owned();
    let nan = f64::NAN;
    let columns = vec![
        Column::Numbers(vec![1.0, 8.0, 9.0, nan]),
        Column::Numbers(vec![0.25, -2.0, 1e9, nan]),
        Column::Numbers(vec![1.0, 0.0, nan, 0.0]),
        Column::Numbers(vec![0.0, 0.0, nan, 1.0]),
        Column::Texts(vec![text("DE"), text(""), text("FR"), text("DE")]),
        Column::Texts(vec![text(&long), text("refused"), text("two\nlines"), text("a \"quote\"; and, more")]),
        Column::Numbers(vec![0.0, -1.0, 19_782.0, nan]),
        Column::Numbers(vec![0.0, 1.5, 1.7e9, nan]),
        Column::Numbers(vec![0.0, 61.0, 100_000.0, nan]),
        Column::Numbers(vec![0.5, 1.0, 1.125, 2.0]),
    ];
    Memory::new(dictionary, vec![Chunk { columns }]).unwrap()
}
