//! Dictionaries as JSON, and those that make no sense.

use proptest::prelude::*;

use super::*;
use crate::{Category, Kind, Measure, Missing, MissingCode, MissingRange, SetKind, Value};

fn small() -> Dictionary {
    let news = Variable {
        label: "Trust in news".into(),
        question: "How much do you trust the news?".into(),
        universe: "All respondents".into(),
        measure: Measure::Ordinal,
        categories: vec![Category::new(1.0, "A lot"), Category::new(2.5, "Little")],
        missing: Missing {
            codes: vec![
                MissingCode::new(9.0, "Don't know"),
                MissingCode {
                    state: State::NotAsked,
                    tag: Some('c'),
                    ..MissingCode::new(-3.0, "Not in this wave")
                },
            ],
            range: Some(MissingRange { low: Some(90.0), high: None, state: State::NotAnswered }),
        },
        ..Variable::number("news")
    };
    Dictionary {
        title: "Invented people".into(),
        synthetic: true,
        weight: Some("w".into()),
        design: Design { country: Some("land".into()), ..Design::default() },
        variables: vec![
            news,
            Variable { kind: Kind::Number { decimals: 4 }, ..Variable::number("w") },
            Variable { categories: vec![Category::new("DE", "Germany")], ..Variable::text("land") },
        ],
        sets: vec![MultipleResponse {
            name: "media".into(),
            label: "Media used".into(),
            kind: SetKind::Dichotomy { counted: Value::Number(1.0) },
            variables: vec!["news".into()],
        }],
        notes: vec!["A remark.".into()],
    }
}

#[test]
fn json_is_for_people_too() {
    insta::assert_snapshot!(serde_json::to_string_pretty(&small()).unwrap());
}

#[test]
fn what_makes_no_sense_is_said() {
    let broken = |change: &dyn Fn(&mut Dictionary)| {
        let mut dictionary = small();
        change(&mut dictionary);
        dictionary.check().map_or_else(|error| error.to_string(), |()| "nothing wrong".to_owned())
    };
    let cases: [&dyn Fn(&mut Dictionary); 9] = [
        &|_| (),
        &|all| all.variables[1].name.clear(),
        &|all| all.variables[1].name = "news".into(),
        &|all| all.weight = Some("weight".into()),
        &|all| all.design.psu = Some("points".into()),
        &|all| all.sets[0].variables.push("radio".into()),
        &|all| all.variables[0].categories.push(Category::new(9.0, "Nine")),
        &|all| all.variables[0].categories.push(Category::new("x", "A text")),
        &|all| all.variables[0].missing.codes[0].state = State::Answered,
    ];
    insta::assert_snapshot!(cases.map(broken).join("\n"));
}

/// Whether a code is missing, and how, for each sort of cell.
#[test]
fn three_states() {
    let all = small();
    let states =
        [1.0, 2.5, 7.0, 9.0, -3.0, 95.0, f64::NAN].map(|code| all.variables[0].state_of_number(code));
    use State::{Answered, NotAnswered, NotAsked};
    assert_eq!(states, [Answered, Answered, Answered, NotAnswered, NotAsked, NotAnswered, NotAsked]);
    let states = [Some("DE"), Some(""), None].map(|text| all.variables[2].state_of_text(text));
    assert_eq!(states, [Answered, NotAsked, NotAsked]);
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        (-1e300..1e300).prop_map(Value::Number),
        any::<i32>().prop_map(|code| Value::Number(code.into())),
        "\\PC{0,8}".prop_map(Value::Text),
    ]
}

proptest! {
    #[test]
    fn json_gives_back_what_it_got(
        code in value(), label in "\\PC{0,20}", low in proptest::option::of(-1e9..1e9), decimals in 0..=16_u8,
    ) {
        let mut all = small();
        all.variables[0].kind = Kind::Number { decimals };
        all.variables[0].categories.push(Category::new(1.0, label.clone()));
        all.variables[0].missing.codes.push(MissingCode { value: code.clone(), ..MissingCode::new(0.0, label) });
        all.variables[0].missing.range = Some(MissingRange { low, high: None, state: State::NotAsked });
        all.sets[0].kind = SetKind::Dichotomy { counted: code };
        let json = serde_json::to_string(&all).unwrap();
        prop_assert_eq!(serde_json::from_str::<Dictionary>(&json).unwrap(), all);
    }
}
