//! `targets.toml`: what `parasocial-study weight` rakes to.

use crate::places::Country;

/// The file, with shares that are placeholders and say so: ours would be numbers without a source.
pub fn text(countries: &[Country]) -> String {
    let example = countries.first().map_or("DE", |country| country.code.as_str());
    TEXT.replace("EXAMPLE", example)
}

const TEXT: &str = r#"# What the sample is raked to, a country at a time: `parasocial-study weight answers.parquet --targets targets.toml --to weighted.parquet`.
#
# THE SHARES BELOW ARE PLACEHOLDERS. They make the commands run; they are no census. Replace them, country by country (`within`),
# and say in `source` where they come from: it is printed in the report, and belongs into `[[targets]]` of study.toml too.

name = "weight"                       # the new column
by = "country"                        # each country is raked on its own
among = "equal"                       # how countries count in the whole: interviews, equal, population (then [[population]])

[[margin]]
variable = "age_group"                # worked out from `age`
source = "placeholder, not a source"
targets = [{ code = "18-34", share = 30 }, { code = "35-54", share = 35 }, { code = "55+", share = 35 }]

# A census knows two groups, so those who describe themselves in another way are counted with one of them for weights only:
# `gender_weighted`, worked out in the questionnaire, where you can change it. Tables show `gender` as it was answered.
[[margin]]
variable = "gender_weighted"
source = "placeholder, not a source"
targets = [{ code = "man", share = 49 }, { code = "not_man", share = 51 }]

# As it should look in the end, for one country:
# [[margin]]
# variable = "age_group"
# within = "EXAMPLE"
# source = "census of 2021, table 12"
# targets = [{ code = "18-34", share = 24.1 }, { code = "35-54", share = 33.0 }, { code = "55+", share = 42.9 }]

[trim]                                # of the mean weight of the country
lower = 0.2
upper = 5.0

# Replicate weights know that weights were raked, so that errors do too. Tables then need
# `[design] replicates = { prefix = "weight_", scale = ... }` with the scale that the report of `weight` prints.
# [replicates]
# kind = "bootstrap"
# count = 200
# seed = 1
"#;
