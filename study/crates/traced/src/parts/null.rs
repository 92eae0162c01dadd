//! Whether figures differ from what would stand there if nothing went together, in plain sentences.

use book::beside::{Estimate, Line, Unit};
use book::print::{decimal, decimal_percent};

/// Where a figure lies, as far as its interval tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lies {
    Below,
    /// The interval holds the value that stands for no difference.
    Nowhere,
    Above,
}

/// The value that stands for no difference, nothing in common, or what chance gives; shares and amounts have none.
const fn null(unit: Unit) -> Option<f64> {
    match unit {
        Unit::Ratio => Some(1.0),
        Unit::Points | Unit::Difference | Unit::Spreads | Unit::Correlation => Some(0.0),
        Unit::Area => Some(0.5),
        Unit::Share | Unit::Hours | Unit::Number => None,
    }
}

/// None where the figure is not shown, has no interval, or there is nothing to compare it with.
pub(crate) fn lies(line: &Line) -> Option<Lies> {
    let Estimate::Shown { interval: Some((low, high)), .. } = line.estimate else { return None };
    let null = null(line.unit)?;
    Some(if low > null {
        Lies::Above
    } else if high < null {
        Lies::Below
    } else {
        Lies::Nowhere
    })
}

/// A figure with its interval and how many donors it rests on: "+0.02 (−0.05 to +0.09; 812 donors)"; none where it is not shown.
pub(crate) fn with_base(line: &Line) -> Option<String> {
    let Estimate::Shown { value, interval, .. } = line.estimate else { return None };
    let bounds = interval.map(|(low, high)| format!("{} to {}", bare(low, line.unit), bare(high, line.unit)));
    let inside: Vec<String> = bounds.into_iter().chain(base(line)).collect();
    let percent = if line.unit == Unit::Share { "%" } else { "" };
    let figure = format!("{}{percent}", bare(value, line.unit));
    Some(if inside.is_empty() { figure } else { format!("{figure} ({})", inside.join("; ")) })
}

/// "812 donors"; none where the base is hidden.
pub(crate) fn base(line: &Line) -> Option<String> {
    line.base.map(|people| format!("{people} donors"))
}

/// A number without its unit, as in the tables.
fn bare(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Share => decimal_percent(value, 0),
        Unit::Hours => decimal(value, 1),
        Unit::Points => signed(value * 100.0, 1),
        Unit::Correlation | Unit::Spreads | Unit::Difference => signed(value, 2),
        Unit::Ratio | Unit::Number | Unit::Area => decimal(value, 2),
    }
}

/// With its sign; zero has none.
fn signed(value: f64, decimals: i32) -> String {
    let text = decimal(value, decimals);
    let is_zero = !text.contains(|letter| ('1'..='9').contains(&letter));
    match text.strip_prefix('-') {
        Some(digits) if is_zero => digits.to_owned(),
        Some(digits) => format!("\u{2212}{digits}"),
        None if is_zero => text,
        None => format!("+{text}"),
    }
}

/// In how many of several figures nothing shows, in a sentence with their names; none where something shows in each.
///
/// `what` is what would show: "difference between donors and others".
pub(crate) fn of_several<'a>(lines: impl Iterator<Item = &'a Line>, what: &str) -> Option<String> {
    let found: Vec<(&str, Lies)> = lines.filter_map(|line| Some((line.item.as_str(), lies(line)?))).collect();
    let held: Vec<&str> =
        found.iter().filter(|(_, lies)| *lies == Lies::Nowhere).map(|(item, _)| *item).collect();
    match (held.len(), found.len()) {
        (0, _) => None,
        (1, 1) => {
            Some(format!("The data show no {what}: the interval holds the value that stands for none."))
        }
        (held, all) if held == all => Some(format!(
            "The data show no {what}: each of the {all} intervals holds the value that stands for none."
        )),
        (count, all) => Some(format!(
            "For {count} of {all} the data show no {what}, since the interval holds the value that stands for none: {}.",
            listed(&held)
        )),
    }
}

/// Names one after the other; what stands before a colon is said once: "Hours a day: 2, 3; Follows influencers: 1".
fn listed(names: &[&str]) -> String {
    let split = |name: &&'_ str| name.split_once(": ").map(|(before, _)| before.to_owned());
    let groups = names.chunk_by(|first, second| split(first).is_some() && split(first) == split(second));
    let group = |names: &[&str]| {
        let rest = names.iter().skip(1).filter_map(|name| name.split_once(": ")).map(|(_, own)| own);
        names.first().copied().into_iter().chain(rest).collect::<Vec<_>>().join(", ")
    };
    groups.map(group).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use book::beside::{Side, Weights};

    use super::*;

    fn line(item: &str, unit: Unit, value: f64, interval: Option<(f64, f64)>) -> Line {
        Line {
            item: item.into(),
            side: Side::Both,
            measure: String::new(),
            unit,
            estimate: Estimate::Shown { value, error: 0.1, interval },
            base: Some(812),
            effective: None,
            small: false,
            coverage: None,
            weights: Weights::Donating,
            drawn: true,
        }
    }

    #[test]
    fn where_a_figure_lies_is_told_by_its_interval() {
        for (unit, interval, expected) in [
            (Unit::Ratio, Some((1.1, 1.3)), Some(Lies::Above)),
            (Unit::Ratio, Some((0.9, 1.0)), Some(Lies::Nowhere)),
            (Unit::Area, Some((0.2, 0.4)), Some(Lies::Below)),
            (Unit::Correlation, Some((-0.1, 0.1)), Some(Lies::Nowhere)),
            (Unit::Correlation, None, None),
            (Unit::Share, Some((0.1, 0.2)), None),
        ] {
            assert_eq!(lies(&line("x", unit, 0.5, interval)), expected, "{unit:?} {interval:?}");
        }
    }

    #[test]
    fn figures_in_sentences() {
        for (unit, value, interval, expected) in [
            (Unit::Correlation, 0.02, Some((-0.05, 0.09)), "+0.02 (\u{2212}0.05 to +0.09; 812 donors)"),
            (Unit::Share, 0.344, Some((0.31, 0.38)), "34% (31 to 38; 812 donors)"),
            (Unit::Points, -0.0001, None, "0.0 (812 donors)"),
        ] {
            assert_eq!(with_base(&line("x", unit, value, interval)).as_deref(), Some(expected));
        }
        let none = Line { estimate: Estimate::FewPeople, ..line("x", Unit::Share, 0.0, None) };
        assert_eq!(with_base(&none), None);
    }

    #[test]
    fn what_shows_nothing_is_named() {
        let (held, other) = (Some((-0.1, 0.1)), Some((0.1, 0.2)));
        let said = |all: &[(&str, Option<(f64, f64)>)]| {
            let lines: Vec<Line> =
                all.iter().map(|(item, interval)| line(item, Unit::Points, 0.0, *interval)).collect();
            of_several(lines.iter(), "difference")
        };
        assert_eq!(said(&[("a", other)]), None);
        assert_eq!(said(&[("a", None)]), None);
        let some = said(&[("a", other), ("b", held), ("c", held), ("d", None)]).unwrap();
        assert!(
            some.starts_with("For 2 of 3 the data show no difference") && some.ends_with(": b; c."),
            "{some}"
        );
        let grouped = said(&[("a", other), ("b: 1", held), ("b: 2", held), ("c", held), ("b: 3", held)]);
        assert!(grouped.unwrap().ends_with(": b: 1, 2; c; b: 3."));
        let all = said(&[("a", held), ("b", held)]).unwrap();
        assert!(all.contains("each of the 2 intervals"), "{all}");
    }
}
