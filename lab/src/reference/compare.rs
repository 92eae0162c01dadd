//! Ours beside what was expected, number by number.

use std::fmt;

use serde_json::Value;

use super::case::Case;

/// What came of the comparison of one case.
#[derive(Debug, Clone)]
pub struct Verdict {
    pub lines: Vec<Line>,
}

/// One number or word of a case.
#[derive(Debug, Clone)]
pub struct Line {
    pub place: String,
    pub ours: String,
    pub expected: String,
    pub agrees: bool,
    /// Whether it is what the case is about: its first estimate.
    pub headline: bool,
}

impl Verdict {
    /// Whether all of it is the same.
    pub fn agrees(&self) -> bool {
        !self.lines.is_empty() && self.lines.iter().all(|line| line.agrees)
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.agrees { ' ' } else { '!' };
        write!(f, "{mark} {:<28} ours {:<24} expected {}", self.place, self.ours, self.expected)
    }
}

/// How near is near enough: by what the reference says of how it was worked out.
#[derive(Debug, Clone, Copy)]
pub struct Tolerance {
    /// Of the number itself.
    pub relative: f64,
    /// Whatever its size.
    pub absolute: f64,
}

/// The tolerance of a number of a case, from the reference's own page.
pub fn tolerance(case: &Case, key: &str) -> Tolerance {
    let call = case.call.as_str();
    let relative = |relative| Tolerance { relative, absolute: 0.0 };
    let absolute = |absolute| Tolerance { relative: absolute, absolute };
    if call.contains("svyolr") {
        relative(1e-4)
    } else if call.contains("cfa") || call.contains("omega") {
        relative(1e-5)
    } else if call.contains("poLCA") || call.contains("StepMix") {
        match key {
            "loglik" | "loglik_sum_w" | "avg_loglik" | "aic" | "bic" => relative(1e-6),
            "N" | "npar" | "resid_df" => relative(1e-9),
            _ if call.contains("StepMix") => absolute(1e-3),
            _ => absolute(1e-4),
        }
    } else if (call.contains("lincom") || call.contains("saddlepoint")) && key == "p_value" {
        relative(1e-6)
    } else if call.contains("svyglm") || call.contains("'logit'") || call.contains("likelihood") {
        relative(1e-7)
    } else {
        relative(1e-9)
    }
}

/// Gives ours the shape of what is expected: one number for a list of one, and the other way round.
pub fn shaped(ours: Value, expected: &Value) -> Value {
    match (ours, expected) {
        (Value::Array(mut list), Value::Number(_)) if list.len() == 1 => list.remove(0),
        (single @ Value::Number(_), Value::Array(list)) if list.len() == 1 => Value::Array(vec![single]),
        (Value::Object(ours), Value::Object(expected)) => {
            let shape = |(key, value): (String, Value)| {
                let value =
                    expected.get(&key).map_or(Value::Null, |expected| shaped(value.clone(), expected));
                (key, value)
            };
            Value::Object(ours.into_iter().filter(|(key, _)| expected.contains_key(key)).map(shape).collect())
        }
        (ours, _) => ours,
    }
}

/// What a case is about: the first of these that it has.
const HEADLINES: &[&str] = &[
    "estimate",
    "statistic",
    "raw_alpha",
    "omega",
    "loglik",
    "sum_w",
    "chi2",
    "z.0",
    "counts",
    "sdev",
    "mean",
];

/// Compares all that a case expects.
pub fn verdict(case: &Case, ours: &Result<Value, String>) -> Verdict {
    let mut lines = Vec::new();
    match ours {
        Ok(ours) => walk(case, "", "", Some(ours), &case.expected, 0.0, &mut lines),
        Err(why) => lines.push(Line {
            place: "error".to_owned(),
            ours: why.clone(),
            expected: "an estimate".to_owned(),
            agrees: false,
            headline: true,
        }),
    }
    let place = |word: &str| lines.iter().position(|line| line.place.contains(word));
    if let Some(first) = HEADLINES.iter().find_map(|word| place(word)).or((!lines.is_empty()).then_some(0)) {
        lines[first].headline = true;
    }
    Verdict { lines }
}

/// `beside` is the size of the largest number of the list that a number stands in.
fn walk(
    case: &Case,
    place: &str,
    key: &str,
    ours: Option<&Value>,
    expected: &Value,
    beside: f64,
    lines: &mut Vec<Line>,
) {
    let below = |part: &str| if place.is_empty() { part.to_owned() } else { format!("{place}.{part}") };
    match expected {
        // Nothing was expected here.
        Value::Null => {}
        Value::Object(parts) => {
            for (part, value) in parts {
                walk(case, &below(part), part, ours.and_then(|ours| ours.get(part)), value, 0.0, lines);
            }
        }
        Value::Array(parts) => {
            let beside =
                parts.iter().filter_map(Value::as_f64).fold(0.0_f64, |most, number| most.max(number.abs()));
            for (number, value) in parts.iter().enumerate() {
                let ours = ours.and_then(|ours| ours.get(number));
                walk(case, &below(&number.to_string()), key, ours, value, beside, lines);
            }
            if let Some(Value::Array(ours)) = ours
                && ours.len() != parts.len()
            {
                lines.push(line(&below("length"), ours.len().to_string(), parts.len().to_string(), false));
            }
        }
        Value::Number(number) => {
            let expected = number.as_f64().unwrap_or(f64::NAN);
            let found = ours.and_then(Value::as_f64);
            let near = tolerance(case, key);
            // A number near 0 among larger ones, as a covariance among variances, is held to a millionth of their size.
            let size = expected.abs().max(beside * 1e-6);
            let agrees = found
                .is_some_and(|found| (found - expected).abs() <= (near.relative * size).max(near.absolute));
            let shown = found.map_or_else(|| "nothing".to_owned(), |found| format!("{found:.15e}"));
            lines.push(line(place, shown, format!("{expected:.15e}"), agrees));
        }
        other => {
            let shown = ours.map_or_else(|| "nothing".to_owned(), Value::to_string);
            lines.push(line(place, shown, other.to_string(), ours == Some(other)));
        }
    }
}

fn line(place: &str, ours: String, expected: String, agrees: bool) -> Line {
    Line { place: place.to_owned(), ours, expected, agrees, headline: false }
}
