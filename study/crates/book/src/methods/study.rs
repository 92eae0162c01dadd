//! Reads a `study.toml`.

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::{Methods, Privacy};

/// What is wrong with a `study.toml`, and in which line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the study, line {line}: {what}")]
pub struct Error {
    /// From 1 on.
    pub line: usize,
    /// What was found and what was expected.
    pub what: String,
}

/// Where the parts begin whose content is looked at after they were read.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Places {
    dates: Option<Spanned<IgnoredAny>>,
    wave: Option<Spanned<IgnoredAny>>,
    donation: Option<Spanned<IgnoredAny>>,
    privacy: Option<Spanned<IgnoredAny>>,
    countries: Vec<Spanned<IgnoredAny>>,
    aggregates: Vec<Spanned<IgnoredAny>>,
}

impl Methods {
    /// Reads a `study.toml`. Every field may be absent.
    ///
    /// ```
    /// let study = book::Methods::parse("title = 'Close ones'\nsample = 'opt-in'\n").unwrap();
    /// assert_eq!(study.sample, Some(book::methods::Sample::OptIn));
    /// let wrong = book::Methods::parse("title = 'Close ones'\nsample = 'quota'\n").unwrap_err();
    /// assert_eq!(wrong.line, 2);
    /// ```
    ///
    /// # Errors
    /// Names the line of what is no TOML, no field of a study, or makes no sense with the rest.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let wrong = |error: toml::de::Error| {
            let place = error.span().map_or(0, |span| span.start);
            let what = error.message().trim().replace('\n', ", ");
            Error { line: line(text, place), what }
        };
        let methods: Self = toml::from_str(text).map_err(wrong)?;
        let places: Places = toml::from_str(text).map_err(wrong)?;
        methods.dated(text, &places)?;
        methods.named(text, &places)?;
        methods.terms(text, &places)?;
        Ok(methods)
    }

    /// Days are days, and the last does not come before the first.
    fn dated(&self, text: &str, places: &Places) -> Result<(), Error> {
        let (Some(dates), Some(place)) = (&self.dates, &places.dates) else { return Ok(()) };
        let line = line(text, place.span().start);
        for (name, day) in [("start", &dates.start), ("end", &dates.end)] {
            if !is_day(day) {
                let what = format!("`{name}` of `dates` is no day, expected one like 2026-05-18");
                return Err(Error { line, what });
            }
        }
        if dates.end < dates.start {
            return Err(Error { line, what: "`end` of `dates` comes before `start`".into() });
        }
        Ok(())
    }

    /// Each country stands there once, with a code that is one, and aggregates speak of no others.
    fn named(&self, text: &str, places: &Places) -> Result<(), Error> {
        for (at, (country, place)) in self.countries.iter().zip(&places.countries).enumerate() {
            let line = line(text, place.span().start);
            let name = &country.name;
            if self.countries.iter().take(at).any(|other| other.name == *name) {
                return Err(Error { line, what: format!("the country `{name}` stands there twice") });
            }
            if country.code.as_ref().is_some_and(|code| !is_code(code)) {
                let what =
                    format!("`code` of `{name}` is none of ISO 3166-1, expected two upper-case letters");
                return Err(Error { line, what });
            }
        }
        for (aggregate, place) in self.aggregates.iter().zip(&places.aggregates) {
            for name in &aggregate.countries {
                if !self.countries.iter().any(|country| country.name == *name) {
                    let what = format!(
                        "`{}` speaks of `{name}`, expected the name of one of `countries`",
                        aggregate.name
                    );
                    return Err(Error { line: line(text, place.span().start), what });
                }
            }
        }
        Ok(())
    }
}

impl Methods {
    /// The wave counts from 1, days of a donation are days in their order, and a budget is one.
    fn terms(&self, text: &str, places: &Places) -> Result<(), Error> {
        let told = |place: &Option<Spanned<IgnoredAny>>, what: String| {
            let start = place.as_ref().map_or(0, |place| place.span().start);
            Err(Error { line: line(text, start), what })
        };
        if self.wave == Some(0) {
            return told(&places.wave, "`wave` counts from 1".into());
        }
        if let Some(donation) = &self.donation {
            let days = [("withdraw_until", &donation.withdraw_until), ("keep_until", &donation.keep_until)];
            for (name, day) in days {
                if day.as_ref().is_some_and(|day| !is_day(day)) {
                    let what = format!("`{name}` of `donation` is no day, expected one like 2026-05-18");
                    return told(&places.donation, what);
                }
            }
            if let (Some(back), Some(kept)) = (&donation.withdraw_until, &donation.keep_until)
                && kept < back
            {
                let what = "`keep_until` of `donation` comes before `withdraw_until`";
                return told(&places.donation, what.into());
            }
        }
        match self.privacy.as_ref().and_then(Privacy::out_of_range) {
            Some(what) => told(&places.privacy, what.into()),
            None => Ok(()),
        }
    }
}

/// A day that may be absent.
pub(super) fn some_day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    day(from).map(Some)
}

/// A day, as TOML writes days or as a text.
pub(super) fn day<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "this is no day, expected one like 2026-05-18")]
    enum Day {
        Text(String),
        Date(toml::value::Datetime),
    }
    Ok(match Day::deserialize(from)? {
        Day::Text(day) => day,
        Day::Date(day) => day.to_string(),
    })
}

/// Whether a text is a day of ISO 8601, so that text order is the order of days.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let digits =
        |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    let within = |part: &str, most: u8| part.parse::<u8>().is_ok_and(|number| (1..=most).contains(&number));
    matches!(parts.as_slice(), [year, month, day]
        if digits(year, 4) && digits(month, 2) && digits(day, 2) && within(month, 12) && within(day, 31))
}

fn is_code(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn line(text: &str, place: usize) -> usize {
    text.bytes().take(place).filter(|byte| *byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let cases = [
            ("no TOML", "title = 'x'\nsponsor ="),
            ("no such field", "title = 'x'\nsponsers = 'y'"),
            ("wrong type", "title = 'x'\nmodes = 'web'"),
            ("no such sample", "\n\nsample = 'quota'"),
            ("a number for a date", "dates = { start = 20260518, end = '2026-05-31' }"),
            ("an hour", "dates = { start = 2026-05-18T07:00:00, end = '2026-05-31' }"),
            ("no day", "title = 'x'\n[dates]\nstart = '18 May'\nend = '2026-05-31'"),
            ("backwards", "title = 'x'\n[dates]\nstart = '2026-05-31'\nend = '2026-05-18'"),
            ("one end", "title = 'x'\n[dates]\nstart = '2026-05-31'"),
            ("twice", "[[countries]]\nname = 'Chile'\n[[countries]]\nname = 'Chile'"),
            ("no code", "[[countries]]\nname = 'Chile'\ncode = 'chl'"),
            ("a negative quota", "[[countries]]\nname = 'Chile'\nquota = -5"),
            ("unknown", "[[aggregates]]\nname = 'All'\ncountries = ['Chile']\nweighting = 'equal'"),
            ("no wave", "title = 'x'\nwave = 0"),
            ("a target without a source", "[[targets]]\nvariable = 'age'"),
            ("a day in words", "[donation]\nwithdraw_until = 'soon'"),
            ("kept too briefly", "[donation]\nwithdraw_until = 2027-06-30\nkeep_until = 2027-01-01"),
            ("no such term", "[donation]\nprice = 3"),
            ("no budget", "title = 'x'\n[privacy]\nepsilon = 0\ndelta = 1e-6\nweight_bound = 4"),
            ("too large a budget", "[privacy]\nepsilon = 21\ndelta = 1e-6\nweight_bound = 4"),
            ("no delta", "[privacy]\nepsilon = 2\ndelta = 0.001\nweight_bound = 4"),
            ("no bound", "[privacy]\nepsilon = 2\ndelta = 1e-6\nweight_bound = inf"),
            (
                "no effect of clusters",
                "[privacy]\nepsilon = 2\ndelta = 1e-6\nweight_bound = 4\ncluster_effect = 0.9",
            ),
            ("half a budget", "[privacy]\nepsilon = 1"),
            ("no such weighting", "[[aggregates]]\nname = 'All'\ncountries = []\nweighting = 'size'"),
        ];
        let told: Vec<String> = cases
            .iter()
            .map(|(case, text)| format!("{case}: {}", Methods::parse(text).unwrap_err()))
            .collect();
        insta::assert_snapshot!(told.join("\n"));
    }

    #[test]
    fn the_example_fills_every_field() {
        let methods = Methods::parse(crate::methods::EXAMPLE).unwrap();
        let fields = serde_json::to_value(&methods).unwrap();
        assert_eq!(fields.as_object().unwrap().len(), 22, "a field that is left out where it is empty");
        for (name, value) in fields.as_object().unwrap() {
            assert!(!value.is_null() && *value != serde_json::json!([]), "{name}");
        }
        assert_eq!(methods.dates.unwrap().start, "2026-05-18");
    }

    #[test]
    fn a_study_without_fields_is_one() {
        assert_eq!(Methods::parse("").unwrap(), Methods::default());
    }
}
