//! An invented chapter of figures that stand beside each other.

use book::beside::{Comparison, Coverage, Estimate, Line, Part, PartKind, Picture, Side, Unit, Weights};

pub fn chapter() -> Comparison {
    Comparison {
        id: "traced".into(),
        title: "Asked beside traced".into(),
        lead: vec!["412 people say more than their data show.".into()],
        parts: vec![hours(), correlates()],
        notes: vec!["Errors know the design & that <b>chances</b> were estimated.".into()],
    }
}

fn hours() -> Part {
    let line = |side, measure, unit, estimate| Line {
        drawn: true,
        ..line("Hours | a day", side, measure, unit, estimate)
    };
    Part {
        id: "hours".into(),
        title: "Hours a day <i>".into(),
        kind: PartKind::Agreement,
        says: vec!["People say 2.9 hours, their data show 2.1.".into()],
        picture: Picture::Dots,
        lines: vec![
            line(Side::Asked, "geometric mean", Unit::Hours, shown(2.94, 0.1, Some((2.75, 3.15)))),
            line(Side::Traced, "geometric mean", Unit::Hours, shown(2.1, 0.08, Some((1.95, 2.26)))),
            Line {
                drawn: false,
                ..line(Side::Both, "asked by traced", Unit::Ratio, shown(1.4, 0.03, Some((1.34, 1.46))))
            },
            Line {
                small: true,
                base: Some(42),
                ..line(Side::Picked, "share", Unit::Share, shown(0.004, 0.002, None))
            },
        ],
        notes: vec!["A trace is known between bounds.".into()],
    }
}

fn correlates() -> Part {
    let forest = |item: &str, estimate| Line {
        drawn: true,
        ..line(item, Side::Both, "Spearman's correlation", Unit::Correlation, estimate)
    };
    Part {
        id: "correlates".into(),
        title: "What people feel beside what their data show".into(),
        kind: PartKind::Correlate,
        says: Vec::new(),
        picture: Picture::Forest,
        lines: vec![
            forest("=dependence / regularity", shown(-0.012, 0.05, Some((-0.11, 0.09)))),
            forest("absence / rebound", shown(0.21, 0.07, Some((0.07, 0.34)))),
            Line { base: None, effective: None, ..forest("escape / long sessions", Estimate::SmallBase) },
            forest("events", Estimate::FewPeople),
            Line {
                base: None,
                effective: None,
                coverage: None,
                ..forest("tolerance / distance", Estimate::Unknown { why: "not in the traces".into() })
            },
        ],
        notes: Vec::new(),
    }
}

fn shown(value: f64, error: f64, interval: Option<(f64, f64)>) -> Estimate {
    Estimate::Shown { value, error, interval }
}

fn line(item: &str, side: Side, measure: &str, unit: Unit, estimate: Estimate) -> Line {
    Line {
        item: item.into(),
        side,
        measure: measure.into(),
        unit,
        estimate,
        base: Some(412),
        effective: Some(301.6),
        small: false,
        coverage: Some(Coverage { known: 412, of: 530 }),
        weights: Weights::Donating,
        drawn: false,
    }
}
