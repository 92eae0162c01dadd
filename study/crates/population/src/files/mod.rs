//! What stands beside the invented answers: targets of weighting, the plan of tables, methods, everything that was assumed.

mod assumed;
mod plan;

use std::fmt::Write as _;

use crate::assumptions::Assumptions;

pub use assumed::assumptions;
pub use plan::plan;

/// `targets.toml`: age by gender in each country, and parts of countries.
pub fn targets(assumed: &Assumptions) -> String {
    let mut out = String::from(
        "# Targets of the invented people. Shares are invented too, and come from no census.\n\
         name = \"weight\"\nstart = \"weight_base\"\nby = \"country\"\namong = \"interviews\"\n",
    );
    let women = assumed.design.women;
    for country in &assumed.countries {
        let _ = write!(
            out,
            "\n[[margin]]\nvariable = \"quota\"\nwithin = \"{}\"\nsource = \"assumed: age by gender\"\ntargets = [\n",
            country.code
        );
        for (ages, share) in country.ages.iter().enumerate() {
            let (m, w) = (share * (1.0 - women), share * women);
            let ages = ages + 1;
            let _ = writeln!(
                out,
                "  {{ code = \"m{ages}\", share = {m:.4} }}, {{ code = \"w{ages}\", share = {w:.4} }},"
            );
        }
        out.push_str("]\n");
        let regions: Vec<_> =
            assumed.regions.iter().filter(|region| region.country == country.code).collect();
        if !regions.is_empty() {
            let _ = write!(
                out,
                "\n[[margin]]\nvariable = \"region\"\nwithin = \"{}\"\nsource = \"assumed: parts of the country\"\ntargets = [\n",
                country.code
            );
            for region in regions {
                let _ = writeln!(out, "  {{ code = \"{}\", share = {:.4} }},", region.code, region.share);
            }
            out.push_str("]\n");
        }
    }
    out
}

/// `published.csv`: the published figures as they come with the program.
///
/// # Errors
/// When the file is damaged, which would be a bug.
pub fn published() -> Result<String, microdata::Error> {
    crate::file("study/published.csv")
}

/// `study.toml`: what the page of methods says.
pub fn study(assumed: &Assumptions) -> String {
    let [start, end] = &assumed.dates;
    let mut out = format!(
        "title = \"{}\"\n\
         sponsor = \"none: this is a rebuilding; the study that it stands for was made for Kaspersky\"\n\
         conductor = \"nobody: `parasocial-study synth` made the answers up\"\n\
         no_dates = \"none: nobody was asked; the study whose figures the answers are fitted to asked from {start} to {end}, the year inferred\"\n\
         population = \"invented adults from 18 on in {} countries\"\n\
         # An access panel, as far as is known: nobody had a known chance to be asked.\n\
         sample = \"opt-in\"\n\
         recruitment = \"none: people are drawn by a random number generator, with quotas by age and gender, strata and first-stage units\"\n\
         modes = [\"synthetic\"]\n\
         questionnaire = \"our own wording, in questionnaire.json: that of the study was never published\"\n\
         weighting = \"raked to invented shares of age by gender in each country (and parts of the United Kingdom and of Spain); countries count by their interviews\"\n\
         quality = \"answers are fitted to the published figures; a small part of questions stays without an answer\"\n\
         limitations = \"Nobody was asked. Figures that were published come out by construction; all others follow from assumptions (assumptions.md). Intervals show how far figures of samples of this size vary, as if units had been drawn at random within strata: so these people were drawn, but their answers were fitted, and of the study nothing of the kind was said.\"\n",
        assumed.title,
        assumed.countries.len(),
    );
    for country in &assumed.countries {
        let _ = write!(
            out,
            "\n[[countries]]\nname = \"{}\"\ncode = \"{}\"\nquota = {}\n",
            country.name, country.code, country.people
        );
    }
    let name = |code: &String| {
        let country = assumed.countries.iter().find(|country| country.code == *code);
        format!("\"{}\"", country.map_or(code.as_str(), |country| country.name.as_str()))
    };
    for aggregate in &assumed.aggregates {
        let countries: Vec<String> = aggregate.countries.iter().map(name).collect();
        let _ = write!(
            out,
            "\n[[aggregates]]\nname = \"{}\"\ncountries = [{}]\nweighting = \"interviews\"\n",
            aggregate.name,
            countries.join(", ")
        );
    }
    out
}
