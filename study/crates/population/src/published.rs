//! Published figures: `data/study/published.csv`.

use microdata::{Error, Value};

/// One figure as it was published.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Unlike all others: "GB.18-34.follows".
    pub id: String,
    /// `world`, the code of a country, of a part of one, or the id of an aggregate.
    pub place: String,
    /// `total`, or a code of `age_group` or of `gender` (`women`, `men`).
    pub group: String,
    /// Whom it speaks of: `all`, `followers`, `heard`, `unclear`.
    pub base: String,
    pub variable: String,
    /// The answers that are counted together.
    pub codes: Vec<Value>,
    /// In our words.
    pub item: String,
    /// As printed.
    pub percent: f64,
    /// Empty where no page is kept.
    pub source: String,
    pub usage: Use,
    pub note: String,
}

/// Whether a figure is fitted and compared, or why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    Fit,
    Conflict,
    Duplicate,
    BaseUnclear,
    ItemUnclear,
}

impl Use {
    /// Why it is left out, in words; none if it is not.
    pub const fn reason(self) -> Option<&'static str> {
        match self {
            Self::Fit => None,
            Self::Conflict => Some("sources disagree"),
            Self::Duplicate => Some("printed twice"),
            Self::BaseUnclear => Some("its base is not clear"),
            Self::ItemUnclear => Some("what was counted is not clear"),
        }
    }
}

impl Figure {
    /// All figures that come with the program.
    ///
    /// # Errors
    /// When the file is damaged, which would be a bug.
    pub fn builtin() -> Result<Vec<Self>, Error> {
        Self::parse(&crate::file("study/published.csv")?)
    }

    /// Reads a file of figures.
    ///
    /// # Errors
    /// When a column is missing or a cell makes no sense; with the line.
    pub fn parse(text: &str) -> Result<Vec<Self>, Error> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let damaged = |error: &csv::Error| {
            let line = error.position().map_or(0, csv::Position::line);
            Error::new(format!("line {line} of the published figures is no row of this table"))
        };
        let head = reader.headers().map_err(|error| damaged(&error))?.clone();
        if head != *HEAD.as_slice() {
            return Err(Error::new("the published figures have other columns than expected")
                .hint(format!("expected: {}", HEAD.join(","))));
        }
        let mut figures: Vec<Self> = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| damaged(&error))?;
            let line = record.position().map_or(0, csv::Position::line);
            let figure = Self::of(&record)
                .ok_or_else(|| Error::new(format!("line {line} of the published figures makes no sense")))?;
            if figures.iter().any(|other| other.id == figure.id) {
                return Err(Error::new(format!(
                    "line {line} of the published figures: its id stands there already"
                )));
            }
            figures.push(figure);
        }
        Ok(figures)
    }

    fn of(record: &csv::StringRecord) -> Option<Self> {
        let cell = |place: usize| record.get(place).map(str::to_owned);
        let percent: f64 = record.get(7)?.parse().ok()?;
        let codes = record.get(5)?.split_whitespace().map(code).collect::<Vec<_>>();
        let usage = match record.get(9)? {
            "fit" => Use::Fit,
            "conflict" => Use::Conflict,
            "duplicate" => Use::Duplicate,
            "base_unclear" => Use::BaseUnclear,
            "item_unclear" => Use::ItemUnclear,
            _ => return None,
        };
        let sense = (0.0..=100.0).contains(&percent) && (usage != Use::Fit || !codes.is_empty());
        sense.then_some(())?;
        Some(Self {
            id: cell(0)?,
            place: cell(1)?,
            group: cell(2)?,
            base: cell(3)?,
            variable: cell(4)?,
            codes,
            item: cell(6)?,
            percent,
            source: cell(8)?,
            usage,
            note: cell(10)?,
        })
    }
}

/// How a figure is marked that was printed of social media users, and is read as one of those who follow influencers.
pub(crate) const PRINTED_OF_USERS: &str = "printed base: social media users";

/// Of whom figures speak that were printed of social media users, in a sentence with the first of them as the example; none where
/// no figure was.
pub fn of_whom(figures: &[Figure]) -> Option<String> {
    let is_world = |figure: &&Figure| figure.place == "world" && figure.group == "total";
    let example = figures.iter().find(|figure| {
        is_world(figure) && figure.base == "followers" && figure.note.starts_with(PRINTED_OF_USERS)
    })?;
    let follows = figures.iter().find(|figure| is_world(figure) && figure.variable == "follows");
    let of_all = follows.map(|follows| format!(" ({}% of all)", follows.percent)).unwrap_or_default();
    Some(format!(
        "Of whom is {percent}%? The news says \u{201c}{item}: {percent}% of social media users\u{201d}; here it is {percent}% of those who follow influencers{of_all}, since wherever the base is stated, these questions were put to them only. So it is with all figures whose base is people who follow influencers.",
        percent = example.percent,
        item = example.item,
    ))
}

const HEAD: [&str; 11] =
    ["id", "place", "group", "base", "variable", "codes", "item", "percent", "source_url", "use", "note"];

/// A code as it is written: a number where it is one.
fn code(text: &str) -> Value {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => Value::Number(number),
        _ => Value::from(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_whom_percents_are_is_said_once_with_the_studys_own_figures() {
        let rows =
            |rows: &[&str]| Figure::parse(&format!("{}\n{}\n", HEAD.join(","), rows.join("\n"))).unwrap();
        let escape = "a,world,total,followers,influencer_escape,4 5,an escape,47,,fit,printed base: social media users";
        let said = of_whom(&rows(&[escape, "b,world,total,all,follows,1,follows,44,,fit,"])).unwrap();
        assert!(said.contains("47% of those who follow influencers (44% of all)"), "{said}");
        assert!(!of_whom(&rows(&[escape])).unwrap().contains("of all"));
        assert_eq!(of_whom(&rows(&["b,world,total,all,vital,4 5,vital,59,,fit,"])), None);
        assert!(of_whom(&Figure::builtin().unwrap()).is_some());
    }

    #[test]
    fn a_row_that_makes_no_sense_is_told_with_its_line() {
        let head = HEAD.join(",");
        let good = "a,world,total,all,vital,4 5,vital,59,,fit,";
        assert_eq!(
            Figure::parse(&format!("{head}\n{good}\n")).unwrap()[0].codes,
            [Value::Number(4.0), Value::Number(5.0)]
        );
        for (case, text, expected) in [
            ("other columns", "a,b\n1,2\n".to_owned(), "other columns"),
            ("too few cells", format!("{head}\na,b\n"), "line 2"),
            (
                "no percent",
                format!("{head}\n{good}\nb,world,total,all,vital,4 5,vital,many,,fit,\n"),
                "line 3",
            ),
            ("no code", format!("{head}\nb,world,total,all,vital,,vital,5,,fit,\n"), "line 2"),
            ("above 100", format!("{head}\nb,world,total,all,vital,4,vital,101,,fit,\n"), "line 2"),
            ("no such use", format!("{head}\nb,world,total,all,vital,4,vital,50,,maybe,\n"), "line 2"),
            ("twice", format!("{head}\n{good}\n{good}\n"), "line 3"),
        ] {
            let told = Figure::parse(&text).unwrap_err().to_string();
            assert!(told.contains(expected), "{case}: {told}");
        }
    }
}
