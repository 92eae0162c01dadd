//! `tables.toml`: which tables, by which columns.

use std::fmt::Write as _;

use crate::assumptions::Assumptions;

/// Questions with one answer, in the order of the report; those of agreement get a net of the two highest answers.
const TABLES: [(&str, Shape); 31] = [
    ("follows", Shape::Plain),
    ("influencer_escape", Shape::Agree),
    ("influencer_friends", Shape::Agree),
    ("influencer_learns", Shape::Agree),
    ("influencer_unique", Shape::Agree),
    ("influencer_dependent", Shape::Agree),
    ("influencer_absence", Shape::Agree),
    ("influencer_opinion", Shape::Agree),
    ("influencer_style", Shape::Agree),
    ("met", Shape::Plain),
    ("contact", Shape::Set),
    ("messages_month", Shape::Plain),
    ("comments_month", Shape::Plain),
    ("vital", Shape::Agree),
    ("motive_lonely", Shape::Agree),
    ("motive_bored", Shape::Agree),
    ("motive_isolated", Shape::Agree),
    ("type_asked", Shape::Plain),
    ("type_picked", Shape::Plain),
    ("hours", Shape::Plain),
    ("posts", Shape::Plain),
    ("years", Shape::Plain),
    ("platforms", Shape::Set),
    ("tolerance", Shape::Plain),
    ("influence", Shape::Plain),
    ("work", Shape::Plain),
    ("feelings", Shape::Set),
    ("more_time", Shape::Plain),
    ("heard", Shape::Plain),
    ("changed", Shape::Set),
    ("happened", Shape::Set),
];
/// What follows them.
const DATA: [&str; 6] =
    ["data_idea", "data_trust", "knows_victim", "donation_invited", "donation_willing", "donation_made"];

#[derive(Clone, Copy)]
enum Shape {
    Plain,
    Agree,
    Set,
}

/// The plan: by region, country, age and gender; all tables with their bases.
pub fn plan(assumed: &Assumptions) -> String {
    let mut out = format!("title = \"{}\"\n\n[conventions]\n", assumed.title);
    out.push_str("# Nobody had a known chance to be asked: intervals rest on a model.\nopt_in = true\n");
    out.push_str("\n[[banner]]\ntitle = \"Region\"\ncolumns = [\n");
    for aggregate in &assumed.aggregates {
        let codes: Vec<String> = aggregate.countries.iter().map(|code| format!("\"{code}\"")).collect();
        let _ = writeln!(
            out,
            "  {{ label = \"{}\", where = [{{ variable = \"country\", codes = [{}] }}] }},",
            aggregate.name,
            codes.join(", ")
        );
    }
    out.push_str("]\n\n[[banner]]\ntitle = \"Part of a country\"\ncolumns = [\n");
    // The rest of a country has no figures of its own.
    for region in assumed.regions.iter().filter(|region| !region.code.ends_with("-OTH")) {
        let _ = writeln!(
            out,
            "  {{ label = \"{}\", where = [{{ variable = \"region\", codes = [\"{}\"] }}] }},",
            region.name, region.code
        );
    }
    // Those who say `other` are too few for columns of their own, and would have others hidden.
    out.push_str(
        "]\n\n[[banner]]\ntitle = \"Gender\"\ncolumns = [\n  \
         { label = \"men\", where = [{ variable = \"gender\", codes = [\"man\"] }] },\n  \
         { label = \"women\", where = [{ variable = \"gender\", codes = [\"woman\"] }] },\n]\n",
    );
    for variable in ["age_group", "country"] {
        let _ = write!(out, "\n[[banner]]\nvariable = \"{variable}\"\n");
    }
    let plain = DATA.map(|name| (name, Shape::Plain));
    for (name, shape) in TABLES.into_iter().chain(plain) {
        let _ = match shape {
            Shape::Plain => write!(out, "\n[[table]]\nvariable = \"{name}\"\n"),
            Shape::Agree => write!(
                out,
                "\n[[table]]\nvariable = \"{name}\"\nmean = true\nnets = [{{ label = \"Agree (4 and 5)\", codes = [4, 5] }}]\n"
            ),
            Shape::Set => write!(out, "\n[[table]]\nset = \"{name}\"\n"),
        };
    }
    out
}
