//! Layouts of a release with noise: the same figures in each, hostile texts escaped, the noise explained.

#![allow(clippy::unwrap_used)] // a test

use book::noisy::{Base, Cell, Figure, Noise, Release, Row, Table, csv, html, json, markdown};
use book::{Column, Group, RowKind};

fn release() -> Release {
    let column = |label: &str| Column { label: label.into(), letter: String::new() };
    let group = |title: &str, labels: &[&str]| Group {
        title: title.into(),
        columns: labels.iter().map(|label| column(label)).collect(),
        overlap: false,
    };
    let shown = |value: f64| {
        Cell::Shown(Figure { value, low: value - 0.05, high: value + 0.07, sampling: 0.02, noise: 0.03 })
    };
    let row = |label: &str, kind, cells: Vec<Cell>| Row { label: label.into(), kind, cells };
    let base =
        |weighted| Base { weighted, effective: weighted.map(|weighted| weighted / 1.5), deviation: 32.0 };
    Release {
        title: "Close <ones>".into(),
        synthetic: true,
        banner: vec![group("", &["Total"]), group("Age", &["18 to 34", "=cmd()"])],
        tables: vec![Table {
            number: 1,
            id: "vital".into(),
            title: "A vital | connection".into(),
            question: "Is it?".into(),
            base: "all respondents".into(),
            multiple: false,
            bases: vec![base(Some(15_682.4)), base(Some(4000.0)), base(None)],
            rows: vec![
                row("Yes", RowKind::Category, vec![shown(0.591), shown(0.71), Cell::TooNoisy]),
                row("Any", RowKind::Net, vec![shown(0.8), shown(0.9), Cell::TooNoisy]),
            ],
        }],
        noise: Noise {
            epsilon: 1.0,
            delta: 1e-6,
            budget: 4.0,
            level: 0.95,
            deviation: 32.25,
            histograms: 12,
            weight: Some("weight".into()),
            weight_bound: 3.0,
            cluster_effect: 1.2,
            cut: Some((0.0, 0.0123)),
        },
    }
}

#[test]
fn every_layout_says_the_same_and_explains_the_noise() {
    insta::assert_snapshot!(markdown::text(&release()));
    let page = html::page(&release());
    for text in [
        "Random noise was added",
        "Synthetic data",
        "54 to 66",
        "[noise]",
        "Close &lt;ones&gt;",
        "epsilon 1, delta 0.000001",
    ] {
        assert!(page.contains(text), "{text}");
    }
    assert!(!page.contains("<ones>"));
    let csv = csv::text(&release()).unwrap();
    assert_eq!(csv.lines().count(), 1 + 2 * 3);
    assert!(csv.contains("'=cmd()") && csv.contains("too_noisy") && csv.contains("0.591"));
}

#[test]
fn the_json_is_as_its_published_schema_says() {
    let schema = json::schema().unwrap();
    let published =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../docs/private-tables.schema.json");
    if std::env::var_os("PARASOCIAL_GOLDEN").is_some() {
        std::fs::write(&published, &schema).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(&published).unwrap_or_default(),
        schema,
        "docs/private-tables.schema.json is not the schema in use: set PARASOCIAL_GOLDEN=1 and run this test again"
    );
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    let text: serde_json::Value = serde_json::from_str(&json::text(&release()).unwrap()).unwrap();
    assert!(jsonschema::is_valid(&schema, &text));
}
