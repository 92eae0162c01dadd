//! What is hidden of few people follows from nothing that is shown beside it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test

use std::collections::BTreeMap;

use book::beside::{Estimate, Line, Part, Side};
use microdata::{Category, Chunk, Column, Dictionary, Memory, Variable};
use traced::{Settings, asked_beside_traced, join};

fn shown(line: &Line) -> bool {
    matches!(line.estimate, Estimate::Shown { .. })
}

fn rows(columns: Vec<(Variable, Column)>) -> Memory {
    let (variables, columns) = columns.into_iter().unzip();
    Memory::new(Dictionary { variables, ..Dictionary::default() }, vec![Chunk { columns }]).unwrap()
}

fn texts(name: &str, cells: impl Iterator<Item = String>) -> (Variable, Column) {
    (Variable::text(name), Column::Texts(cells.map(Some).collect()))
}

fn numbers(name: &str, cells: impl Iterator<Item = f64>) -> (Variable, Column) {
    (Variable::number(name), Column::Numbers(cells.collect()))
}

/// So many of each code, one after the other.
fn each<T: Copy>(counts: &[(T, usize)]) -> impl Iterator<Item = T> {
    counts.iter().flat_map(|(code, count)| std::iter::repeat_n(*code, *count))
}

/// A wave with a question of five steps, answered by so many with each code.
fn wave(counts: [usize; 5]) -> Memory {
    let counts: Vec<(f64, usize)> = (1_u8..).map(f64::from).zip(counts).collect();
    let all = counts.iter().map(|(_, count)| count).sum::<usize>();
    let (mut trust, column) = numbers("trust", each(&counts));
    trust.categories = (1..=5).map(|code| Category::new(f64::from(code), format!("step {code}"))).collect();
    rows(vec![texts("respondent", (0..all).map(|row| format!("p{row}"))), (trust, column)])
}

/// The items that are shown in each wave and as a change.
fn changed(before: [usize; 5], after: [usize; 5]) -> BTreeMap<String, [bool; 3]> {
    let found =
        traced::change::change(&mut wave(before), &mut wave(after), &Settings::default()).unwrap().chapter;
    let mut items: BTreeMap<String, [bool; 3]> = BTreeMap::new();
    for line in &found.parts[0].lines {
        let at = match line.side {
            Side::Before => 0,
            Side::After => 1,
            _ => 2,
        };
        items.entry(line.item.clone()).or_default()[at] = shown(line);
    }
    items
}

#[test]
fn answers_of_two_waves_are_hidden_with_what_adds_up_to_them() {
    const ALL: [bool; 3] = [true; 3];
    const NET: &str = "4 or 5 of 5";
    let full = [50, 60, 70, 80, 90];
    assert!(changed(full, full).values().all(|shown| *shown == ALL));
    // Six say the fifth: the smallest other goes with it, and the net that holds it is shown nowhere.
    let found = changed([50, 60, 70, 80, 6], full);
    assert_eq!(found["step 5"], [false, true, false]);
    assert_eq!(found["step 1"], [false, true, false]);
    assert_eq!(found[NET], [false; 3]);
    assert!(["step 2", "step 3", "step 4"].iter().all(|item| found[*item] == ALL));
    // Two hidden answers of seven people: one more.
    let found = changed(full, [4, 3, 70, 80, 90]);
    assert!(["step 1", "step 2", "step 3"].iter().all(|item| found[*item] == [true, false, false]));
    // Neither of the answers in the net is hidden.
    assert_eq!(found[NET], ALL);
}

/// Donors and others by gender and type: of both, so many.
fn chapter(gender: &[(&str, usize)], picked: &[(&str, usize)]) -> Vec<Part> {
    let donors = picked.iter().map(|(_, count)| count).sum::<usize>();
    let people = 2 * donors;
    let twice = |counts: &[(&str, usize)]| {
        let once: Vec<String> = each(counts).map(str::to_owned).collect();
        [once.clone(), once].concat()
    };
    // Traced types are picked ones, one person further.
    let types = twice(picked);
    let traced: Vec<String> = (0..donors).map(|row| types[(row + 1) % donors].clone()).collect();
    let mut answers = rows(vec![
        texts("respondent", (0..people).map(|row| format!("p{row}"))),
        texts("joined", (0..people).map(|_| "active".to_owned())),
        texts("gender", twice(gender).into_iter()),
        texts("type_picked", types.into_iter()),
        numbers("hours", (0..people).map(|row| if row % 2 == 0 { 3.0 } else { 6.0 })),
        numbers("posts", (0..people).map(|row| if row % 4 < 2 { 2.0 } else { 6.0 })),
    ]);
    let mut traces = rows(vec![
        texts("respondent", (0..donors).map(|row| format!("p{row}"))),
        texts("traced_type", traced.into_iter()),
    ]);
    let settings = Settings::default();
    let joined = join(&mut answers, &mut traces, &settings).unwrap();
    asked_beside_traced(&joined, &settings).unwrap().parts
}

#[test]
fn donors_by_category_and_types_are_hidden_with_what_tells_them() {
    let parts = chapter(
        &[("man", 100), ("woman", 90), ("other", 6)],
        &[("savvy_social", 100), ("breezy_poster", 70), ("oversharer", 20), ("lurker", 6)],
    );
    let part = |id: &str| parts.iter().find(|part| part.id == id).unwrap();
    for line in &part("donors").lines {
        let expected = match line.item.as_str() {
            "Gender: man" => true,
            "Gender: woman" | "Gender: other" => false,
            _ => continue,
        };
        assert_eq!(shown(line), expected, "{} {}", line.item, line.measure);
    }
    for line in part("types").lines.iter().filter(|line| line.side != Side::Asked) {
        let expected = !["Lurker", "Oversharer"].contains(&line.item.as_str());
        assert_eq!(shown(line), expected, "{} {:?}", line.item, line.side);
    }
    let agreement = &part("types-agreement").lines;
    let is_hidden = |line: &&Line| line.item.starts_with("Lurker") || line.item.starts_with("Oversharer");
    assert!(agreement.iter().filter(is_hidden).count() >= 10);
    assert!(agreement.iter().filter(is_hidden).all(|line| line.estimate == Estimate::FewPeople));
    // Where nothing is hidden, all of them stand there.
    assert!(
        agreement
            .iter()
            .any(|line| line.item.starts_with("Savvy") && line.measure == "bias index" && shown(line))
    );
}

/// Who has two accounts of one grade may know one and not the other: the few of whom one answer is missing are told by nothing.
#[test]
fn answers_about_accounts_are_shown_where_most_gave_both() {
    let shares = |both_known: usize, one: usize| {
        let donors = 60;
        // So many first know both, then so many one; the others none.
        let knows = |number: usize| {
            (0..donors).map(move |row| {
                f64::from(u8::from(row < both_known || (row < both_known + one && number == 1)))
            })
        };
        let respondents = || texts("respondent", (0..donors).map(|row| format!("p{row}")));
        let mut answers =
            rows(vec![respondents(), numbers("truth_knows_1", knows(1)), numbers("truth_knows_2", knows(2))]);
        let grade = |number: usize| texts(&format!("traced_grade_{number}"), (0..donors).map(|_| "C".into()));
        let mut traces = rows(vec![respondents(), grade(1), grade(2)]);
        let settings = Settings::default();
        let joined = join(&mut answers, &mut traces, &settings).unwrap();
        let parts = asked_beside_traced(&joined, &settings).unwrap().parts;
        let lines = parts.into_iter().find(|part| part.id == "truth").unwrap().lines;
        lines.into_iter().find(|line| line.item.starts_with("Grade C")).unwrap()
    };
    // 58 do not know one of their accounts, 57 know one.
    assert!(shown(&shares(2, 55)), "{:?}", shares(2, 55));
    // Seven know one, 60 do not know one; and the other way about.
    assert_eq!(shares(0, 7).estimate, Estimate::FewPeople);
    assert_eq!(shares(53, 0).estimate, Estimate::FewPeople);
}
