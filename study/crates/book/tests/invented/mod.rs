//! An invented book with everything that a layout has to cope with. Shared by the tests and by the example `look`.

mod beside;

use book::{
    Area, Axis, Base, Book, Cell, Column, Conventions, Figure, Group, Kind, LeftOut, Methods, Plane,
    Published, PublishedLine, Row, RowKind, Spot, Table, Test, ThresholdRow, Thresholds,
};

/// Countries of the invented study; one of them lies nowhere.
const COUNTRIES: [&str; 12] = [
    "Alemania",
    "United Kingdom",
    "USA",
    "Brazil",
    "Peru",
    "South Africa",
    "Nigeria",
    "India",
    "Viet Nam",
    "JP",
    "Spain",
    "Atlantis",
];
const AGES: [&str; 3] = ["18-34", "35-54", "55+ <b>& \"older\"</b>"];
const STUDY: &str = include_str!("study.toml");

/// # Errors
/// When the study of the book cannot be read, which the tests would find.
pub fn book() -> Result<Book, book::methods::Error> {
    let banner = vec![group("", &["All"]), group("Age", &AGES), group("Country", &COUNTRIES)];
    Ok(Book {
        title: "Close to people we never met".into(),
        synthetic: true,
        tables: vec![follows(), ways(), hours()],
        banner,
        conventions: conventions(),
        notes: vec![
            "14 rows had no weight and were left out.".into(),
            "A note with <script>alert(1)</script>, \"quotes\" and a | bar.".into(),
        ],
        planes: vec![plane()],
        comparisons: vec![beside::chapter()],
        published: Some(published()),
        methods: Some(Methods::parse(STUDY)?),
    })
}

fn group(title: &str, labels: &[&str]) -> Group {
    let columns = labels.iter().enumerate().map(|(at, label)| Column {
        label: (*label).into(),
        letter: if labels.len() == 1 { String::new() } else { char::from(b'A' + at as u8).to_string() },
    });
    Group { title: title.into(), columns: columns.collect(), overlap: false }
}

fn conventions() -> Conventions {
    Conventions {
        level: 0.95,
        interval: "Korn and Graubard's beta interval".into(),
        letters: "differences under the design, Student's t".into(),
        correction: "Holm, within a row of one group".into(),
        strict: 0.05,
        loose: 0.1,
        test: "Rao and Scott, second order".into(),
        least_base: 30,
        small_base: 100,
        least_people: 3,
        weight: Some("w".into()),
        design: "strata `country`, units `id`".into(),
        opt_in: true,
    }
}

/// Columns of the whole banner.
const COLUMNS: usize = 1 + AGES.len() + COUNTRIES.len();

/// Bases fall from column to column; the last country has hardly anybody.
fn bases(all: f64) -> Vec<Base> {
    let parts =
        [1.0, 0.35, 0.4, 0.25, 0.12, 0.11, 0.1, 0.1, 0.09, 0.09, 0.08, 0.08, 0.08, 0.075, 0.06, 0.015];
    let base = |part: f64| Base {
        unweighted: Some((all * part).round() as u64),
        weighted: Some(all * part * 1.013),
        effective: Some(all * part * 0.72),
        small: all * part < 100.0,
    };
    let mut bases: Vec<Base> = parts.map(base).into();
    bases[COLUMNS - 1] = Base { unweighted: None, weighted: None, effective: None, small: false };
    bases
}

/// A share in each column: `all`, then waves around it, so that columns differ.
fn row(label: &str, kind: RowKind, all: f64, bases: &[Base]) -> Row {
    let cells = bases.iter().enumerate().map(|(at, base)| {
        let Some(effective) = base.effective else { return Cell::SmallBase };
        let value = (all * (1.0 + 0.35 * libm::sin(at as f64 * 1.7))).min(0.99);
        let error = (value * (1.0 - value) / effective).sqrt();
        Cell::Shown(Figure {
            value,
            error,
            interval: Some(((value - 2.0 * error).max(0.0), (value + 2.0 * error).min(1.0))),
            count: (value * base.unweighted.unwrap_or(0) as f64).round() as u64,
            weighted: value * base.weighted.unwrap_or(0.0),
            design_effect: Some(1.39),
            letters: ["", "B", "aC", "", "FGh", "A"][at % 6].into(),
        })
    });
    let mut cells: Vec<Cell> = cells.collect();
    if let Cell::Shown(total) = &mut cells[0] {
        total.letters.clear();
    }
    Row { label: label.into(), kind, cells }
}

fn test(p_value: f64) -> Vec<Option<Test>> {
    vec![None, Some(Test { statistic: 8.214, df: vec![3.71, 2211.4], p_value }), None]
}

fn follows() -> Table {
    let mut bases = bases(1204.0);
    let mut rows = vec![
        row("Yes, =1+1 of them", RowKind::Category, 0.44, &bases),
        row("No <i>\"never\"</i>", RowKind::Category, 0.5512, &bases),
        row("لا أعرف (אינני יודע)", RowKind::Category, 0.0038, &bases),
        row("Refused", RowKind::Category, 0.005, &bases),
    ];
    // A true zero, few people with what protects them, and nobody.
    rows[3].cells[2] = Cell::Shown(zero());
    rows[2].cells[3] = Cell::FewPeople;
    rows[1].cells[3] = Cell::FewPeople;
    for row in &mut rows {
        row.cells[COLUMNS - 2] = Cell::Nobody;
    }
    bases[COLUMNS - 2] = Base { unweighted: Some(0), weighted: Some(0.0), effective: Some(0.0), small: true };
    Table {
        number: 1,
        id: "follows".into(),
        title: "Follows influencers".into(),
        question:
            "Do you follow people on social media whom you have never met, such as \"influencers\" & <stars>?"
                .into(),
        base: "all respondents".into(),
        kind: Kind::Single,
        bases,
        rows,
        tests: test(0.000_04),
        map: Some(1),
        notes: vec!["Asked of everybody who is online.".into()],
    }
}

fn zero() -> Figure {
    Figure {
        value: 0.0,
        error: 0.0,
        interval: Some((0.0, 0.012)),
        count: 0,
        weighted: 0.0,
        design_effect: None,
        letters: String::new(),
    }
}

fn ways() -> Table {
    let bases = bases(530.0);
    let rows = vec![
        row("Net: any contact", RowKind::Net, 0.62, &bases),
        row("Commented", RowKind::Category, 0.37, &bases),
        row(
            "Reacted, for example with a heart or another small picture that stands for a word",
            RowKind::Category,
            0.372,
            &bases,
        ),
        row("Sent a private message", RowKind::Category, 0.22, &bases),
        row("Met one in real life", RowKind::Category, 0.34, &bases),
        row("+49 phoned", RowKind::Category, 0.02, &bases),
    ];
    Table {
        number: 2,
        id: "ways".into(),
        title: "Ways of contact".into(),
        question: "In which of these ways have you been in touch with them?".into(),
        base: "follows influencers".into(),
        kind: Kind::Multiple,
        bases,
        rows,
        tests: vec![None, None, None],
        map: None,
        notes: vec![],
    }
}

fn hours() -> Table {
    let bases = bases(1204.0);
    let mut mean = row("Mean hours", RowKind::Mean, 0.9, &bases);
    for cell in &mut mean.cells {
        if let Cell::Shown(figure) = cell {
            let stretch = 3.6;
            figure.value *= stretch;
            figure.error *= stretch;
            figure.interval = figure.interval.map(|(low, high)| (low * stretch, high * stretch));
        }
    }
    Table {
        number: 3,
        id: "hours".into(),
        title: "Hours online a day".into(),
        question: String::new(),
        base: "all respondents".into(),
        kind: Kind::Number,
        bases,
        rows: vec![mean],
        tests: test(0.048),
        map: None,
        notes: vec![],
    }
}

fn plane() -> Plane {
    let spot = |label: &str, across, up, share| Spot { label: label.into(), across, up, share };
    let area = |label: &str, across, up, share| Area { label: label.into(), across, up, share };
    Plane {
        title: "Five types".into(),
        base: "all respondents".into(),
        says: vec!["Lurker: 2 hours a day or more, under 1 post a day.".into()],
        across: Axis { label: "hours online a day".into(), from: 0.08, to: 16.0, log: true },
        up: Axis { label: "posts a day".into(), from: 0.02, to: 50.0, log: true },
        areas: vec![
            area("Lurker", (2.0, 16.0), (0.02, 1.0), Some(0.31)),
            area("Oversharer", (2.0, 16.0), (1.0, 50.0), Some(0.12)),
            area("Savvy Social", (0.17, 2.0), (0.02, 1.0), Some(0.29)),
            area("Breezy Poster", (0.17, 2.0), (1.0, 50.0), Some(0.18)),
            area("Offliner", (0.08, 0.17), (0.02, 50.0), None),
        ],
        spots: vec![
            spot("Germany", 1.6, 0.3, 0.2),
            spot("Brazil", 3.9, 1.8, 0.25),
            spot("Japan <1>", 1.5, 0.33, 0.1),
            spot("Nigeria", 3.7, 2.2, 0.3),
            spot("Peru", 15.5, 45.0, 0.05),
        ],
        thresholds: Some(thresholds()),
        notes: vec!["Medians; the area of a spot is its share of respondents.".into()],
    }
}

fn thresholds() -> Thresholds {
    let cells = |shares: [f64; 2]| shares.map(|share| Cell::Shown(Figure { value: share, ..zero() })).into();
    let row = |label: &str, usual, shares| ThresholdRow { label: label.into(), usual, cells: cells(shares) };
    let mut rows = vec![row("1 hour", false, [0.41, 0.2]), row("2 hours <b>", true, [0.31, 0.12])];
    rows[0].cells[1] = Cell::FewPeople;
    Thresholds {
        title: "Shares at other thresholds".into(),
        columns: vec!["Lurker".into(), "Oversharer".into()],
        rows,
    }
}

fn published() -> Published {
    let line = |id: &str, item: &str, place: &str, published: f64, value: f64| PublishedLine {
        id: id.into(),
        item: item.into(),
        place: place.into(),
        group: if published > 50.0 { "women".into() } else { String::new() },
        base: "follows influencers".into(),
        published,
        source: "https://example.org/a?b=1&c=<2>".into(),
        estimate: Cell::Shown(Figure { value, interval: Some((value - 0.03, value + 0.03)), ..zero() }),
        size: Base { unweighted: Some(431), weighted: Some(440.2), effective: Some(380.0), small: false },
        difference: Some(100.0 * value - published),
        within: Some((100.0 * value - published).abs() <= 0.5),
        note: if published > 50.0 { "printed as half".into() } else { String::new() },
    };
    let mut lines = vec![
        line("world.escape", "an escape from reality", "World", 47.0, 0.4712),
        line("DE.escape", "an escape from reality", "Germany", 61.0, 0.5934),
        line("PE.absence", "=a sense of absence", "Peru", 4.0, 0.04),
    ];
    lines[2].estimate = Cell::FewPeople;
    (lines[2].difference, lines[2].within) = (None, None);
    let left_out = LeftOut {
        id: "ES.friends".into(),
        item: "could be friends".into(),
        place: "Spain".into(),
        group: String::new(),
        published: 21.0,
        source: String::new(),
        why: "sources disagree".into(),
        note: "24 <elsewhere>".into(),
    };
    Published { notes: vec!["Estimates come out by construction.".into()], lines, left_out: vec![left_out] }
}
