//! What the columns of the invented answers mean: names, wording, codes, bases.

mod words;

use microdata::{
    Category, Design, Dictionary, Kind, Measure, Missing, MissingCode, MultipleResponse, SetKind, Value,
    Variable,
};

use crate::answers::{NO_ANSWER, NO_TEXT};
use crate::assumptions::Assumptions;
use words::{CHOICES, Choices, Codes, QUESTIONS, Question, SETS};

/// The codebook of the answers: design, questions, truth, consent, in the order of the questionnaire.
pub fn answers(assumed: &Assumptions) -> Dictionary {
    let mut variables = design(assumed);
    for question in QUESTIONS {
        match question.rows {
            [] => variables.push(one(question.name, question.label, question)),
            rows => variables.extend(
                rows.iter().map(|(row, label)| one(&format!("{}_{row}", question.name), label, question)),
            ),
        }
    }
    let set = |(name, label): &(&str, &str)| MultipleResponse {
        name: (*name).into(),
        label: (*label).into(),
        kind: SetKind::Dichotomy { counted: Value::Number(1.0) },
        variables: variables
            .iter()
            .filter(|variable| variable.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('_')))
            .filter(|variable| !variable.name.ends_with("_none"))
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

fn one(name: &str, label: &str, question: &Question) -> Variable {
    let text = Variable {
        label: label.into(),
        question: question.wording.into(),
        universe: question.base.into(),
        ..Variable::text(name)
    };
    let number = Variable { kind: Kind::Number { decimals: 0 }, ..text.clone() };
    match question.codes {
        Codes::Amount => Variable {
            measure: Measure::Scale,
            missing: Missing::from(vec![MissingCode::new(NO_ANSWER, "no answer")]),
            ..number
        },
        Codes::Of(Choices::Texts(codes)) => Variable {
            measure: Measure::Nominal,
            categories: codes.iter().map(|(code, label)| Category::new(*code, *label)).collect(),
            missing: Missing::from(vec![MissingCode::new(NO_TEXT, "no answer")]),
            ..text
        },
        Codes::Of(Choices::Numbers(measure, codes)) => Variable {
            measure,
            categories: codes.iter().map(|(code, label)| Category::new(*code, *label)).collect(),
            missing: Missing::from(vec![MissingCode::new(NO_ANSWER, "no answer")]),
            ..number
        },
        Codes::Chosen => Variable {
            measure: Measure::Nominal,
            categories: CHOICES.iter().map(|(code, label)| Category::new(*code, *label)).collect(),
            missing: Missing::from(vec![MissingCode::new(NO_ANSWER, "no answer")]),
            ..number
        },
    }
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
