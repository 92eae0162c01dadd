//! `tables.toml`: which tables, by which columns.

use std::fmt::Write as _;

use crate::assumptions::Assumptions;

/// Questions with one answer, in the order of the report; those of agreement and of how often get a net of the two highest answers.
/// A map shows the answer that a figure was published of, where that is not the first.
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
    ("motive_lonely", Shape::Often),
    ("motive_bored", Shape::Often),
    ("motive_isolated", Shape::Often),
    ("type_asked", Shape::Mapped("\"oversharer\"")),
    ("type_picked", Shape::Mapped("\"oversharer\"")),
    ("hours", Shape::Plain),
    ("posts", Shape::Plain),
    ("years", Shape::Mapped("4")),
    ("platforms", Shape::Set),
    ("tolerance", Shape::Mapped("3")),
    ("influence", Shape::Mapped("3")),
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
    /// With the code of the answer that is mapped.
    Mapped(&'static str),
    Agree,
    Often,
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
        let upper = |label: &str| {
            format!(
                "\n[[table]]\nvariable = \"{name}\"\nmean = true\nnets = [{{ label = \"{label}\", codes = [4, 5] }}]\n"
            )
        };
        let _ = match shape {
            Shape::Plain => write!(out, "\n[[table]]\nvariable = \"{name}\"\n"),
            Shape::Mapped(code) => write!(out, "\n[[table]]\nvariable = \"{name}\"\nmap = {code}\n"),
            Shape::Agree => write!(out, "{}", upper("Agree or strongly agree")),
            Shape::Often => write!(out, "{}", upper("Often or very often")),
            Shape::Set => write!(out, "\n[[table]]\nset = \"{name}\"\n"),
        };
    }
    out
}
