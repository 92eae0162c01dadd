//! A study from `new` to its tables, with invented people who are asked by an `Interview`.

#![allow(clippy::unwrap_used)] // a test

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use questionnaire::{Interview, Kind, Questionnaire};
use serde_json::{Map, Value as Json, json};

const PEOPLE: usize = 900;

struct Study(tempfile::TempDir);

impl Study {
    fn begin() -> Study {
        let study = Study(tempfile::tempdir().unwrap());
        let done = study.run(&["new", ".", "--title", "Invented", "--countries", "DE,VN,PH"]);
        assert!(done.status.success(), "{}", told(&done));
        study
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let program = env!("CARGO_BIN_EXE_parasocial-study");
        Command::new(program).current_dir(self.0.path()).args(arguments).output().unwrap()
    }

    /// Runs each command; it has to end well and to leave nothing out.
    fn all_well(&self, commands: &[&str]) -> String {
        let mut said = String::new();
        for command in commands {
            let done = self.run(&command.split(' ').collect::<Vec<_>>());
            assert!(done.status.success() && done.stderr.is_empty(), "{command}: {}", told(&done));
            said += &format!("$ {command}\n{}\n", told(&done));
        }
        said
    }
}

fn told(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

/// Numbers without a pattern, the same each time (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % most as u64) as usize
    }
}

/// What one invented person says. One answer in twelve is left out, but for what weights need.
fn interview(questionnaire: &Questionnaire, person: usize, dice: &mut Dice) -> Map<String, Json> {
    let mut interview = Interview::new(questionnaire, "en")
        .with("respondent", format!("r{person:04}"))
        .with("accounts", dice.below(4));
    while let Some(asked) = interview.next() {
        if !asked.question.required && dice.below(12) == 0 {
            interview.skip();
            continue;
        }
        let (choices, rows) = (asked.choices(), asked.rows());
        let said = match &asked.question.kind {
            Kind::Many { .. } => {
                let own: Vec<Json> =
                    choices[..choices.len() - 1].iter().map(|(value, _)| value.clone()).collect();
                let chosen: Vec<Json> = own.into_iter().filter(|_| dice.below(3) == 0).collect();
                if chosen.is_empty() { json!(["none"]) } else { Json::from(chosen) }
            }
            Kind::Grid { .. } => {
                let mut said = Map::new();
                for (row, _) in &rows {
                    // A row is left out now and then.
                    if dice.below(15) > 0 || said.is_empty() {
                        let key = row.as_str().map_or_else(|| row.to_string(), str::to_owned);
                        said.insert(key, choices[dice.below(choices.len())].0.clone());
                    }
                }
                Json::Object(said)
            }
            Kind::Input(input) => {
                let (low, high) = (input.low.unwrap() as usize, input.high.unwrap().min(90.0) as usize);
                json!(low + dice.below(high - low))
            }
            _ => choices[dice.below(choices.len())].0.clone(),
        };
        interview.answer(said).unwrap();
    }
    interview.finish()
}

/// Bases of the tables by their ids, in the column of all people.
fn bases(csv: &str) -> BTreeMap<String, usize> {
    let mut rows = csv.lines().map(fields);
    let head = rows.next().unwrap();
    let at = |name: &str| head.iter().position(|one| one == name).unwrap();
    let (id, group, base) = (at("id"), at("group"), at("unweighted_base"));
    let total = rows.filter(|row| row[group].is_empty());
    total.filter_map(|row| Some((row[id].clone(), row[base].parse().ok()?))).collect()
}

/// The cells of a line of CSV. None of ours holds a line break.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            other => fields.last_mut().unwrap().push(other),
        }
    }
    fields
}

#[test]
fn from_a_new_folder_to_tables() {
    let study = Study::begin();
    let questionnaire = Questionnaire::read(&study.text("questionnaire.json")).unwrap();
    let mut dice = Dice(20_211_005);
    let results: Vec<Map<String, Json>> =
        (0..PEOPLE).map(|person| interview(&questionnaire, person, &mut dice)).collect();
    std::fs::write(study.path("answers.json"), serde_json::to_string(&results).unwrap()).unwrap();
    let mapping = study.text("mapping.toml").replace("# synthetic", "synthetic");
    std::fs::write(study.path("mapping.toml"), mapping).unwrap();

    let said = study.all_well(&[
        "import answers.json --questionnaire questionnaire.json --mapping mapping.toml --to answers.parquet --strict",
        "check answers.parquet --strict",
        "weight answers.parquet --targets targets.toml --to weighted.parquet --report weights.md",
        "tables weighted.parquet --plan tables.toml --study study.toml --to tables",
        "import answers.parquet --to answers.csv",
    ]);
    insta::assert_snapshot!("folder_commands", said);
    insta::assert_snapshot!("folder_tables", study.text("tables/tables.md"));

    three_states(&questionnaire, &results, &study.text("answers.csv"));
    let bases = bases(&study.text("tables/tables.csv"));
    let answered = |name: &str| results.iter().filter(|result| result.contains_key(name)).count();
    for name in ["joined", "hours", "vital", "heard", "changed", "follows", "met", "contact", "happened"] {
        assert_eq!(bases[name], answered(name), "the base of `{name}`");
    }
    let row =
        |result: &&Map<String, Json>| result.get("influencer").is_some_and(|grid| grid["escape"].is_u64());
    assert_eq!(bases["influencer_escape"], results.iter().filter(row).count());
    assert!(
        bases["influencer_escape"] < answered("influencer") && answered("influencer") < answered("follows")
    );
    assert!(study.text("tables/tables.html").to_lowercase().contains("synthetic"));
}

/// Each cell of each column, beside what the person was asked and said: blank for "not asked", -9 for "not answered", 0 and 1 for
/// "not chosen" and "chosen", the code for an answer.
fn three_states(questionnaire: &Questionnaire, results: &[Map<String, Json>], csv: &str) {
    let mut rows = csv.lines().map(fields);
    let head = rows.next().unwrap();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (result, row) in results.iter().zip(rows) {
        for column in questionnaire.columns() {
            let name = column.name();
            let cell = &row[head.iter().position(|one| *one == name).unwrap()];
            let question = column.question;
            let asked = question.is_shown(result) == Some(true)
                && column.part.is_none_or(|part| part.is_shown(result) == Some(true));
            let plain = |json: &Json| json.as_str().map_or_else(|| json.to_string(), str::to_owned);
            let answer = result.get(&question.name).and_then(|answer| match (&question.kind, column.part) {
                (Kind::Many { .. }, Some(part)) => {
                    Some(u8::from(answer.as_array().unwrap().contains(&part.value)).to_string())
                }
                (_, Some(part)) => answer.get(plain(&part.value)).map(plain),
                (_, None) => Some(plain(answer)),
            });
            let (state, expected) = match answer {
                Some(answer) => ("answered", answer),
                None if asked => ("not answered", "-9".to_owned()),
                None => ("not asked", String::new()),
            };
            assert_eq!(*cell, expected, "`{name}` of {}: {state}", result["respondent"]);
            *seen.entry(state).or_default() += 1;
        }
    }
    // All three occur often, or this would show nothing.
    assert!(seen.len() == 3 && seen.values().all(|count| *count > PEOPLE), "{seen:?}");
}

#[test]
fn a_folder_is_begun_once_and_as_a_whole() {
    let study = Study::begin();
    let mut told_all = String::new();
    for arguments in [
        vec!["new", "."],
        vec!["new", "other", "--countries", "DE,XX"],
        vec!["new", "other", "--countries", ""],
        vec!["new", "other", "--scales", "none"],
        vec!["new", "other", "--countries", "DE", "--scales", "uls8,bsmas"],
    ] {
        let done = study.run(&arguments);
        let code = done.status.code().unwrap();
        told_all += &format!("$ {}\n{}ended with {code}\n\n", arguments.join(" "), told(&done));
    }
    insta::assert_snapshot!("folder_refused", told_all);
    assert!(study.text("other/questionnaire.json").contains("\"uls8\""));
    // A file that is there is found before any is written.
    std::fs::create_dir(study.path("third")).unwrap();
    std::fs::write(study.path("third/tables.toml"), "mine").unwrap();
    assert_eq!(study.run(&["new", "third"]).status.code(), Some(1));
    assert_eq!(std::fs::read_dir(study.path("third")).unwrap().count(), 1);
    assert!(Path::new(&study.path("third/tables.toml")).is_file());
}
