//! What the columns of the invented answers mean: names, wording, codes, bases.

mod words;

use microdata::{
    Category, Design, Dictionary, Kind, Measure, Missing, MissingCode, MultipleResponse, SetKind, Value,
    Variable,
};

use questionnaire::types::Edges;

use crate::answers::{NO_ANSWER, NO_TEXT};
use crate::assumptions::Assumptions;
use words::{CHOICES, Codes, LATER, QUESTIONS, Question, SETS, WORKED_OUT};

/// The codebook of the answers: design, questions, truth, consent, in the order of the questionnaire.
pub fn answers(assumed: &Assumptions) -> Dictionary {
    let mut variables = design(assumed);
    let standard = questionnaire::standard();
    for question in QUESTIONS {
        let source = WORKED_OUT.iter().find(|(name, _)| *name == question.name);
        let asked = source.map_or(Some(question.name), |(_, source)| *source);
        let asked = asked.and_then(|name| standard.question(name));
        variables.extend(question.columns().iter().map(|(name, label)| one(name, label, question, asked)));
    }
    let set = |(name, label): &(&str, &str)| MultipleResponse {
        name: (*name).into(),
        label: (*label).into(),
        kind: SetKind::Dichotomy { counted: Value::Number(1.0) },
        variables: variables
            .iter()
            .filter(|variable| variable.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('_')))
            .filter(|variable| !variable.name.ends_with("_none") && !LATER.contains(&variable.name.as_str()))
            .map(|variable| variable.name.clone())
            .collect(),
    };
    Dictionary {
        title: assumed.title.clone(),
        synthetic: true,
        weight: None,
        design: Design {
            stratum: Some("stratum".into()),
            psu: Some("psu".into()),
            country: Some("country".into()),
            id: Some("respondent".into()),
            duration: None,
        },
        sets: SETS.iter().map(set).collect(),
        notes: vec![
            "These people are invented: their answers were fitted to figures that a study of 2021 published, and say nothing beyond these."
                .into(),
            "What was assumed is listed in `assumptions.md`.".into(),
        ],
        variables,
    }
}

fn design(assumed: &Assumptions) -> Vec<Variable> {
    let coded = |name: &str, label: &str, codes: Vec<(String, String)>| Variable {
        label: label.into(),
        measure: Measure::Nominal,
        categories: codes.into_iter().map(|(code, label)| Category::new(code.as_str(), label)).collect(),
        ..Variable::text(name)
    };
    let amount = |name: &str, label: &str| Variable {
        label: label.into(),
        measure: Measure::Scale,
        kind: Kind::Number { decimals: 4 },
        ..Variable::number(name)
    };
    let countries = assumed.countries.iter().map(|country| (country.code.clone(), country.name.clone()));
    let regions = assumed.regions.iter().map(|region| (region.code.clone(), region.name.clone()));
    let quotas = ["m1", "m2", "m3", "w1", "w2", "w3"].map(|code| {
        let sex = if code.starts_with('m') { "men" } else { "women" };
        let ages = match code.as_bytes()[1] {
            b'1' => "18 to 34",
            b'2' => "35 to 54",
            _ => "55 and over",
        };
        (code.to_owned(), format!("{sex} {ages}, with a part by lot of those who say other"))
    });
    vec![
        Variable { label: "Who it is".into(), ..Variable::text("respondent") },
        Variable {
            label: "Synthetic".into(),
            measure: Measure::Nominal,
            categories: vec![Category::new(1.0, "invented")],
            ..Variable::number("synthetic")
        },
        Variable { label: "Wave".into(), ..Variable::number("wave") },
        Variable { label: "Stratum".into(), ..Variable::text("stratum") },
        Variable { label: "First-stage unit".into(), ..Variable::text("psu") },
        amount("weight_base", "Design weight, up to a factor of the country"),
        coded("quota", "Cell of the quota", quotas.into()),
        coded("country", "Country", countries.collect()),
        coded("region", "Part of the country with figures of its own", regions.collect()),
    ]
}

/// One column of a question, with the wording and the codes of the questionnaire.
fn one(name: &str, label: &str, question: &Question, asked: Option<&questionnaire::Question>) -> Variable {
    let text = Variable {
        label: label.into(),
        question: match asked {
            Some(asked) if name == "type_picked" => descriptions(asked),
            Some(asked) => wording(name, asked),
            None => rule_of_types(),
        },
        universe: question.base.into(),
        missing: Missing::from(vec![MissingCode::new(NO_ANSWER, "no answer")]),
        measure: Measure::Nominal,
        ..Variable::text(name)
    };
    let number = Variable { kind: Kind::Number { decimals: 0 }, ..text.clone() };
    match question.codes {
        Codes::Amount => Variable { measure: Measure::Scale, ..number },
        Codes::Texts(codes) => Variable {
            categories: codes.iter().map(|(code, label)| Category::new(*code, *label)).collect(),
            missing: Missing::from(vec![MissingCode::new(NO_TEXT, "no answer")]),
            ..text
        },
        Codes::Numbers(measure) => {
            let choices = asked.map(questionnaire::Question::choices).unwrap_or_default();
            let category = |choice: &&questionnaire::Choice| {
                Some(Category::new(choice.value.as_f64()?, choice.text.original()))
            };
            Variable { measure, categories: choices.iter().filter_map(category).collect(), ..number }
        }
        Codes::Chosen => Variable {
            categories: CHOICES.iter().map(|(code, label)| Category::new(*code, *label)).collect(),
            ..number
        },
    }
}

/// The title of the question, for a row of a grid with that of the row; but not where it names an account, which only an interview
/// can.
fn wording(name: &str, asked: &questionnaire::Question) -> String {
    let title = asked.title.original();
    let column = asked.columns().into_iter().find(|column| column.name() == name);
    match column.and_then(|column| column.part).map(|part| part.text.original()) {
        Some(row) if !asked.rows().is_empty() && !row.contains('{') => format!("{title} {row}"),
        _ => title.to_owned(),
    }
}

/// The question about types with its choices, since tables show names of types in place of the descriptions that people read.
fn descriptions(asked: &questionnaire::Question) -> String {
    let described: Vec<String> = words::TYPES
        .iter()
        .filter_map(|(code, name)| {
            let choice = asked.choices().into_iter().find(|choice| choice.value.as_str() == Some(code))?;
            Some(format!("{name}: \u{201c}{}\u{201d}", choice.text.original()))
        })
        .collect();
    format!("{} {}.", asked.title.original(), described.join("; "))
}

/// The rule of the five types in words (`questionnaire::types`), which stands where other tables have their question.
fn rule_of_types() -> String {
    let Edges { hours, posts } = Edges::default();
    let hours = format!("{hours} hours a day");
    let posts = format!("{posts} {} a day", if posts == 1.0 { "post" } else { "posts" });
    let [savvy, breezy, over, lurker, offliner] = words::TYPES.map(|(_, name)| name);
    format!(
        "Not asked, but worked out from the answers about hours and posts. {offliner}: never joined, not there in the last 90 days, \
         or left most accounts and spends under 10 minutes a day. All others: {savvy}, under {hours} and under {posts}; \
         {breezy}, under {hours} and {posts} or more; {over}, {hours} or more and {posts} or more; {lurker}, {hours} or more and \
         under {posts}. The rule is ours: the study published none."
    )
}

/// The codebook of what donors' data shows, a row for each donor; a blank is unknown, never zero.
pub fn traces(assumed: &Assumptions, findings: &[&str]) -> Dictionary {
    let amount = |name: &str, label: &str| Variable {
        label: label.into(),
        measure: Measure::Scale,
        kind: Kind::Number { decimals: 3 },
        blank: microdata::State::NotAnswered,
        ..Variable::number(name)
    };
    let mut variables = vec![Variable { label: "Who it is".into(), ..Variable::text("respondent") }];
    variables.extend(words::TRACED.map(|(name, label)| amount(name, label)));
    variables.push(Variable {
        label: "Type by the data; blank where the bounds leave two".into(),
        measure: Measure::Nominal,
        categories: words::TYPES.iter().map(|(code, label)| Category::new(*code, *label)).collect(),
        blank: microdata::State::NotAnswered,
        ..Variable::text("traced_type")
    });
    variables.extend(findings.iter().map(|category| {
        amount(&format!("traced_findings_{category}"), &format!("Findings: {}", category.replace('_', " ")))
    }));
    for number in 1..=10 {
        let grades = [("A", "observed"), ("B", "state"), ("C", "structural"), ("none", "none")];
        variables.push(Variable {
            label: format!("Grade of non-return of account {number}"),
            measure: Measure::Nominal,
            categories: grades.iter().map(|(code, label)| Category::new(*code, *label)).collect(),
            blank: microdata::State::NotAnswered,
            ..Variable::text(format!("traced_grade_{number}"))
        });
    }
    variables.extend((1..=10).map(|number| {
        amount(&format!("traced_share_{number}"), &format!("Outgoing share of account {number}"))
    }));
    Dictionary {
        title: format!("{}: what donors' data shows", assumed.title),
        synthetic: true,
        notes: vec!["These data are invented, as the people are.".into()],
        design: Design { id: Some("respondent".into()), ..Design::default() },
        variables,
        ..Dictionary::default()
    }
}
