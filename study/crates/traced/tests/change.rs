//! Change between two waves: what is shared makes it better known, and intervals hold the truth with and without.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test

use book::beside::{Estimate, Line, Side};
use microdata::{Chunk, Column, Dictionary, Memory, Variable};
use survey::draws::Draws;
use traced::Settings;

/// A person: who, in which unit, whether yes.
struct Row {
    person: u64,
    unit: u64,
    yes: f64,
}

fn rows(rows: &[Row]) -> Memory {
    let variables = vec![
        Variable::text("respondent"),
        Variable::number("stratum"),
        Variable::number("psu"),
        Variable::number("weight"),
        Variable::number("trust"),
    ];
    let numbers = |value: fn(&Row) -> f64| Column::Numbers(rows.iter().map(value).collect());
    let columns = vec![
        Column::Texts(rows.iter().map(|row| Some(format!("p{}", row.person))).collect()),
        numbers(|row| (row.unit % 2) as f64),
        numbers(|row| row.unit as f64),
        numbers(|row| 1.0 + (row.person % 3) as f64),
        numbers(|row| row.yes),
    ];
    Memory::new(Dictionary { variables, ..Dictionary::default() }, vec![Chunk { columns }]).unwrap()
}

/// Two waves of 40 units with 10 people each; yes rises from 0.4 to 0.5 on average. `same` units are in both, with the same people.
fn waves(seed: u64, same: u64) -> (Memory, Memory) {
    let mut draws = Draws::new(seed);
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for unit in 0..40 + (40 - same) {
        let level = 0.3 * (draws.share() - 0.5);
        for number in 0..10 {
            let person = unit * 10 + number;
            let leaning = draws.share();
            // The same leaning twice, so that a person answers alike.
            let answer = |draws: &mut Draws, share: f64| {
                let at = if draws.share() < 0.7 { leaning } else { draws.share() };
                f64::from(u8::from(at < share + level))
            };
            if unit < 40 {
                first.push(Row { person, unit, yes: answer(&mut draws, 0.4) });
            }
            if unit < same || unit >= 40 {
                second.push(Row { person, unit, yes: answer(&mut draws, 0.5) });
            }
        }
    }
    (rows(&first), rows(&second))
}

fn lines(seed: u64, same: u64) -> Vec<Line> {
    let (mut first, mut second) = waves(seed, same);
    let found = traced::change::change(&mut first, &mut second, &Settings::default()).unwrap();
    found.chapter.parts.into_iter().next().unwrap().lines
}

fn shown(line: &Line) -> (f64, f64, (f64, f64)) {
    match line.estimate {
        Estimate::Shown { value, error, interval } => (value, error, interval.unwrap()),
        _ => panic!("not shown"),
    }
}

#[test]
fn what_is_shared_makes_a_change_better_known() {
    let lines = lines(3, 40);
    let sides: Vec<Side> = lines.iter().map(|line| line.side).collect();
    assert_eq!(sides, [Side::Before, Side::After, Side::Change, Side::Change]);
    let ((before, ..), (after, ..)) = (shown(&lines[0]), shown(&lines[1]));
    let ((change, error, _), (same, apart, _)) = (shown(&lines[2]), shown(&lines[3]));
    assert!((change - (after - before)).abs() < 1e-12 && (same - change).abs() < 1e-12);
    assert!(error < 0.85 * apart, "{error} {apart}");
}

#[test]
fn without_overlap_both_errors_are_those_of_two_samples() {
    let lines = lines(4, 0);
    let (_, error, _) = shown(&lines[2]);
    let (_, apart, _) = shown(&lines[3]);
    let of_waves = (shown(&lines[0]).1.powi(2) + shown(&lines[1]).1.powi(2)).sqrt();
    assert_eq!(error, apart);
    assert!((error - of_waves).abs() < 1e-12);
}

#[test]
fn intervals_cover_with_whole_half_and_no_overlap() {
    for same in [0, 20, 40] {
        let held = (0..200)
            .filter(|seed| {
                let (_, _, (low, high)) = shown(&lines(100 + seed, same)[2]);
                low <= 0.1 && 0.1 <= high
            })
            .count();
        assert!((180..=199).contains(&held), "{held} of 200 with {same} units in both");
    }
}

#[test]
fn waves_without_a_common_question_are_an_error() {
    let (mut first, _) = waves(1, 40);
    let other = Dictionary {
        variables: vec![
            Variable::text("respondent"),
            Variable::number("stratum"),
            Variable::number("psu"),
            Variable::number("weight"),
        ],
        ..Dictionary::default()
    };
    let numbers = |from: f64| Column::Numbers(vec![from, from + 1.0]);
    let columns = vec![
        Column::Texts(vec![Some("a".into()), Some("b".into())]),
        Column::Numbers(vec![1.0, 1.0]),
        numbers(1.0),
        Column::Numbers(vec![1.0, 1.0]),
    ];
    let mut second = Memory::new(other, vec![Chunk { columns }]).unwrap();
    let error = traced::change::change(&mut first, &mut second, &Settings::default()).unwrap_err();
    insta::assert_snapshot!(error.to_string(), @r"
    `any question of the first wave` is not among the variables of the second wave
    hint: both waves need variables of the same names and kinds
    ");
}
