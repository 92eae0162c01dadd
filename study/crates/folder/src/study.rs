//! `study.toml`: how the study is done, explained line by line. Read by [`book::Methods`].

use std::fmt::Write as _;

use questionnaire::Questionnaire;

use crate::places::{Country, Region};
use crate::{filled, quoted};

/// People for each country to begin with. (ours: a proportion has an interval of about 3 points either way)
const QUOTA: u32 = 1000;

/// The file. What only the researcher knows stands there as a comment, and reports say "not stated" until it is filled in.
pub fn text(title: &str, countries: &[Country], regions: &[Region], questionnaire: &Questionnaire) -> String {
    let names: Vec<&str> = countries.iter().map(|country| country.name.as_str()).collect();
    let languages = [questionnaire.language.as_str()].into_iter().chain(questionnaire.languages());
    let languages: Vec<String> = languages.map(quoted).collect();
    let population = quoted(&format!("Adults from 18 on who are online, in {}", names.join(", ")));
    let (title, languages) = (quoted(title), languages.join(", "));
    let values = [("TITLE", &*title), ("POPULATION", &*population), ("LANGUAGES", &*languages)];
    let mut text = filled(HEAD, &values);
    for country in countries {
        let (name, code) = (quoted(&country.name), quoted(&country.code));
        let _ = write!(text, "\n[[countries]]\nname = {name}\ncode = {code}\nquota = {QUOTA}\n");
    }
    text += AGGREGATES;
    let mut aggregate = |name: &str, countries: &[Country]| {
        let names: Vec<String> = countries.iter().map(|country| quoted(&country.name)).collect();
        let (name, names) = (quoted(name), names.join(", "));
        let _ =
            write!(text, "\n[[aggregates]]\nname = {name}\ncountries = [{names}]\nweighting = \"equal\"\n");
    };
    if countries.len() > 1 {
        aggregate("All countries", countries);
    }
    regions.iter().filter(|region| region.countries.len() > 1).for_each(|region| {
        aggregate(region.name, &region.countries);
    });
    text
}

const HEAD: &str = r#"# How the study is done: what AAPOR (Code III.A) and ESOMAR/WAPOR ask to be disclosed with results, and on what terms people take
# part. `parasocial-study tables --study study.toml` prints it on the methods page. Every field may be left out; the page then says
# "not stated". Take the `#` away from what you fill in.

title = TITLE
# Who paid, and who does it.
# sponsor = "..."
# conductor = "..."
# Whom results speak of: who, where, when.
population = POPULATION
# "probability": everybody in a frame had a known chance above 0. "opt-in": volunteers, such as members of a panel. An opt-in sample
# gets intervals with their assumptions, never a margin of error; say `opt_in = true` in tables.toml too.
sample = "opt-in"
# How people were found and asked to take part.
# recruitment = "..."
modes = ["web"]
# Those of questionnaire.json.
languages = [LANGUAGES]
# Which round of interviews this is. Waves share respondents by `respondent`, so that a trend can be one.
wave = 1
questionnaire = "questionnaire.json, explained in codebook.md"
weighting = "raked to the targets below, a country at a time; all countries count the same in the whole (targets.toml)"
# Checks, exclusions, coding: what `parasocial-study check` found and what was done about it.
# quality = "..."
# limitations = "..."
# Whom to ask, and where the full tables are.
# contact = "..."
# where_full_tables_are = "..."
# Version of the text by which people consent to take part.
# consent = "version 1 of 2026-01-31"

# First and last day of interviews.
# [dates]
# start = 2026-05-18
# end = 2026-05-31

# What the sample is weighted to, and where the shares come from. The shares themselves stand in targets.toml.
[[targets]]
variable = "age_group"
source = "placeholder, not a source: no census stands behind these shares yet"
[[targets]]
variable = "gender_weighted"
source = "placeholder, not a source: no census stands behind these shares yet"

# On what terms people give figures from their own exports (docs/study-folder.md). Without it nobody is asked to.
# [donation]
# study = "my-study-2026"            # stands in every bundle
# recipient = "age1..."              # the public key that bundles are sealed to
# withdraw_until = 2027-06-30        # the last day on which a donation can be taken back
# keep_until = 2031-12-31            # the last day on which bundles are kept

# One budget of differential privacy for all that is ever published with noise. State it before you look at data.
# [privacy]
# epsilon = 1.0
# delta = 1e-6                       # below one over the number of respondents
# weight_bound = 5.0                 # larger weights count as this

# Countries with how many people are to be asked.
"#;

const AGGREGATES: &str = r#"
# Figures for several countries together: each counts the same ("equal"), or by its population ("population").
"#;
