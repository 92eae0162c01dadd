//! `tables.toml`: which tables `parasocial-study tables` makes, from the questions.

use std::fmt::Write as _;

use questionnaire::condition::plain;
use questionnaire::{Choice, Kind, Question, Questionnaire, Shown};

use crate::places::Region;
use crate::{filled, quoted, titles};

/// Questions that are columns of the banner, or that only serve to work something out.
const NO_TABLE: [&str; 3] = ["country", "age", "gender"];

/// The page whose answers are compared with what was traced, account by account, and mean nothing in a table.
const TRUTH: &str = "truth";

/// The file.
pub fn text(title: &str, regions: &[Region], questionnaire: &Questionnaire) -> String {
    let mut text = filled(HEAD, &[("TITLE", &quoted(title))]);
    if !regions.is_empty() {
        text += "\n[[banner]]\ntitle = \"Region\"\ncolumns = [\n";
        for region in regions {
            let codes: Vec<String> = region.countries.iter().map(|country| quoted(&country.code)).collect();
            let (label, codes) = (quoted(region.name), codes.join(", "));
            let _ = writeln!(
                text,
                "  {{ label = {label}, where = [{{ variable = \"country\", codes = [{codes}] }}] }},"
            );
        }
        text += "]\n";
    }
    text += TAIL;
    let page = |question: &Question| questionnaire.pages.get(question.page);
    for question in &questionnaire.questions {
        let left_out = NO_TABLE.contains(&question.name.as_str())
            || page(question).is_some_and(|page| page.name == TRUTH)
            || question.shown.contains(&Shown::Never);
        if !left_out {
            let _ = write!(text, "\n# Asked: {}\n", questionnaire.base(question));
            tables(question, &mut text);
        }
    }
    text
}

/// The tables of a question: one, or one for each row of a grid.
fn tables(question: &Question, text: &mut String) {
    match &question.kind {
        Kind::Many { choices, .. } => {
            let _ = writeln!(text, "[[table]]\nset = {}", quoted(&question.name));
            title(&question.name, text);
            if let Some(none) = choices.iter().find(|choice| choice.alone) {
                let none = questionnaire::columns::part_name(&question.name, none);
                let _ = writeln!(text, "none = {}", quoted(&none));
            }
        }
        Kind::Input(input) if !input.is_number() => {}
        Kind::Fields(_) | Kind::Other => {}
        _ => {
            for column in question.columns() {
                let _ = writeln!(text, "[[table]]\nvariable = {}", quoted(&column.name()));
                title(&column.name(), text);
                if let Some(net) = top_two(&question.choices()) {
                    let _ = writeln!(text, "{net}\nmean = true");
                }
            }
        }
    }
}

fn title(name: &str, text: &mut String) {
    if let Some(title) = titles::of(name) {
        let _ = writeln!(text, "title = {}", quoted(title));
    }
}

/// The two highest steps of a scale from 1 to 5, counted together; nothing for other lists.
fn top_two(choices: &[&Choice]) -> Option<String> {
    let codes: Option<Vec<String>> = choices.iter().map(|choice| plain(&choice.value)).collect();
    if codes? != ["1", "2", "3", "4", "5"] {
        return None;
    }
    let label = format!("{} or {}", choices.get(3)?.text.original(), choices.get(4)?.text.original());
    Some(format!("nets = [{{ label = {}, codes = [4, 5] }}]", quoted(&label)))
}

const HEAD: &str = r#"# Which tables are made: `parasocial-study tables weighted.parquet --plan tables.toml --study study.toml --to tables`.
# Who was asked stands above each table, as the questionnaire's conditions say it; "not asked" and "not answered" are in no base.

title = TITLE
weight = "weight"                     # the column that `weight` added

[design]
# stratum = "stratum"                 # columns of how people were drawn, if the sample has them
# psu = "psu"

[conventions]
opt_in = true                         # intervals rest on a model, see study.toml; take it away for a probability sample

[[banner]]
title = "Country"
variable = "country"
"#;

const TAIL: &str = r#"
[[banner]]
title = "Age"
variable = "age_group"

[[banner]]
title = "Gender"
variable = "gender"
"#;
