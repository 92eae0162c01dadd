//! Public scales as empty slots: what they are called, how they are scored, where they were published. Their wording is not ours to
//! ship: whoever uses one takes it from the publication.

use data::Data;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use crate::Error;

/// Where the list lies in the folder `data/`.
pub const SCALES: &str = "questionnaire/scales.toml";

/// One scale, or one sub-scale that is scored on its own.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// The name of its question: items are the columns `<id>_1`, `<id>_2`, ...
    pub id: String,
    pub name: String,
    pub items: usize,
    /// Lowest and highest code of an item.
    pub low: i64,
    pub high: i64,
    /// What the codes say in general: agreement, frequency.
    pub response: String,
    /// Items, from 1 on, whose codes are turned round before they count.
    #[serde(default)]
    pub reverse: Vec<usize>,
    pub score: Score,
    /// Items that have to be answered for a score.
    pub least: usize,
    pub citation: String,
    /// What has to be looked up in the publication before it is used; empty where nothing has.
    #[serde(default)]
    pub check: String,
}

/// What a score is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Score {
    /// The mean of the items that were answered.
    Mean,
    /// The sum of all items; one that was not answered counts as the mean of those that were.
    Sum,
}

/// A code that no item of the scale has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("item {item} of `{scale}` has a code outside of {low} to {high}")]
pub struct OutOfRange {
    pub scale: String,
    /// From 1 on.
    pub item: usize,
    pub low: i64,
    pub high: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    scale: Vec<Scale>,
}

/// The scales of the data files.
///
/// # Errors
/// If the list is none, with the line; or a scale makes no sense.
pub fn scales(data: &Data) -> Result<Vec<Scale>, Error> {
    let text = std::str::from_utf8(data.get(SCALES).unwrap_or_default())
        .map_err(|_| Error::new(format!("`{SCALES}` is no text in UTF-8")))?;
    let list: List = toml::from_str(text).map_err(|error| {
        let place = error.span().map_or(0, |span| span.start);
        let line = text.bytes().take(place).filter(|byte| *byte == b'\n').count() + 1;
        Error::new(format!("`{SCALES}`, line {line}: {}", error.message()))
    })?;
    list.scale.iter().try_for_each(Scale::sound)?;
    Ok(list.scale)
}

impl Scale {
    /// The score of one person: `answers` holds the code of each item in order, `None` where it was not answered. `None` where
    /// fewer than [`least`](Self::least) were.
    ///
    /// ```
    /// # let data = data::Data::builtin();
    /// let scale = questionnaire::scales::Scale { items: 3, low: 1, high: 5, reverse: vec![2], least: 2,
    ///     score: questionnaire::scales::Score::Mean, ..questionnaire::scales::scales(&data)?.remove(0) };
    /// assert_eq!(scale.score(&[Some(4.0), Some(2.0), None])?, Some(4.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// If a code lies outside of the range. Answers beyond the last item are not looked at.
    pub fn score(&self, answers: &[Option<f64>]) -> Result<Option<f64>, OutOfRange> {
        let (low, high) = (self.low as f64, self.high as f64);
        let (mut sum, mut answered) = (0.0, 0_usize);
        for (item, answer) in answers.iter().take(self.items).enumerate() {
            let Some(code) = *answer else { continue };
            if !(low..=high).contains(&code) {
                let scale = self.id.clone();
                return Err(OutOfRange { scale, item: item + 1, low: self.low, high: self.high });
            }
            sum += if self.reverse.contains(&(item + 1)) { low + high - code } else { code };
            answered += 1;
        }
        if answered == 0 || answered < self.least {
            return Ok(None);
        }
        let mean = sum / answered as f64;
        Ok(Some(match self.score {
            Score::Mean => mean,
            Score::Sum if answered == self.items => sum,
            Score::Sum => mean * self.items as f64,
        }))
    }

    /// How [`score`](Self::score) scores, in words.
    ///
    /// ```
    /// let scales = questionnaire::scales::scales(&data::Data::builtin())?;
    /// let psi = scales.iter().find(|scale| scale.id == "psi").unwrap();
    /// assert_eq!(psi.rule(), "Score: the mean of the items that were answered, if these are at least 16 of the 20.");
    /// # Ok::<(), questionnaire::Error>(())
    /// ```
    pub fn rule(&self) -> String {
        let (least, items) = (self.least, self.items);
        let is_whole = least >= items;
        let what = match self.score {
            Score::Mean if is_whole => "the mean of all items",
            Score::Mean => "the mean of the items that were answered",
            Score::Sum if is_whole => "the sum of all items",
            Score::Sum => {
                "the sum of all items, of which one that was not answered counts as the mean of those that were"
            }
        };
        let reverse: Vec<String> = self.reverse.iter().map(ToString::to_string).collect();
        let turned = match &reverse[..] {
            [] => String::new(),
            [one] => format!(" Item {one} counts turned round: {} minus its code.", self.low + self.high),
            many => format!(
                " Items {} count turned round: {} minus their codes.",
                many.join(", "),
                self.low + self.high
            ),
        };
        let enough = match is_whole {
            true => format!("if all {items} were answered"),
            false => format!("if these are at least {least} of the {items}"),
        };
        format!("Score: {what}, {enough}.{turned}")
    }

    /// The slot in a questionnaire: a grid without wording, hidden until somebody fills it in and takes `visible` out. Its
    /// description says how it is scored, for whoever fills it in: it goes when the wording comes.
    pub fn slot(&self) -> Json {
        let rows: Vec<Json> = (1..=self.items)
            .map(
                |item| json!({"value": item, "text": format!("(item {item}: wording from the publication)")}),
            )
            .collect();
        let columns: Vec<Json> =
            (self.low..=self.high).map(|code| json!({"value": code, "text": code.to_string()})).collect();
        json!({
            "type": "matrix",
            "name": self.id,
            "title": format!("(instruction of {}: see {})", self.name, self.citation),
            "description": format!("({}{})", self.rule(), self.to_check()),
            "visible": false,
            "columns": columns,
            "rows": rows,
        })
    }

    fn to_check(&self) -> String {
        match self.check.is_empty() {
            true => String::new(),
            false => format!(" Look up in the publication: {}.", self.check),
        }
    }

    fn sound(&self) -> Result<(), Error> {
        let wrong = |what: &str| Err(Error::new(format!("the scale `{}`: {what}", self.id)));
        if self.items == 0 || self.items > 200 {
            return wrong("`items` has to be from 1 to 200");
        }
        if self.high <= self.low || self.high.saturating_sub(self.low) > 100 {
            return wrong("`high` has to be above `low`, by at most 100");
        }
        if self.least > self.items {
            return wrong("`least` is more than there are items");
        }
        match self.reverse.iter().all(|item| (1..=self.items).contains(item)) {
            true => Ok(()),
            false => wrong("`reverse` names an item that there is not"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Kind, Questionnaire};

    fn scale(score: Score) -> Scale {
        Scale {
            id: "s".into(),
            name: "S".into(),
            items: 4,
            low: 1,
            high: 5,
            response: "agreement".into(),
            reverse: vec![2, 4],
            score,
            least: 3,
            citation: "C".into(),
            check: String::new(),
        }
    }

    /// Answers, their mean and their sum.
    type Case<'a> = (&'a [Option<f64>], Option<f64>, Option<f64>);

    #[test]
    fn scores_turn_items_round_and_bear_gaps() {
        let cases: [Case<'_>; 6] = [
            (&[Some(5.0), Some(1.0), Some(5.0), Some(1.0)], Some(5.0), Some(20.0)),
            (&[Some(1.0), Some(1.0), Some(1.0), Some(1.0)], Some(3.0), Some(12.0)),
            (&[Some(5.0), None, Some(4.0), Some(3.0)], Some(4.0), Some(16.0)),
            (&[Some(5.0), None, None, Some(3.0)], None, None),
            (&[], None, None),
            (&[Some(2.0), Some(4.0), Some(2.0), Some(4.0), Some(99.0)], Some(2.0), Some(8.0)),
        ];
        for (answers, mean, sum) in cases {
            assert_eq!(scale(Score::Mean).score(answers), Ok(mean), "{answers:?}");
            assert_eq!(scale(Score::Sum).score(answers), Ok(sum), "{answers:?}");
        }
    }

    #[test]
    fn codes_that_no_item_has_are_told_by_place() {
        for wrong in [0.0, 6.0, -9.0, f64::NAN, f64::INFINITY] {
            let error = scale(Score::Mean).score(&[Some(3.0), Some(wrong)]).unwrap_err();
            assert_eq!(error.to_string(), "item 2 of `s` has a code outside of 1 to 5");
        }
    }

    #[test]
    fn our_list_is_sound_and_its_slots_are_hidden_questions() {
        let scales = scales(&Data::builtin()).unwrap();
        assert!(scales.len() >= 8);
        for scale in &scales {
            let json = json!({"elements": [scale.slot()]}).to_string();
            let questionnaire = Questionnaire::read(&json).unwrap();
            let question = &questionnaire.questions[0];
            assert_eq!(question.shown, [crate::Shown::Never]);
            let Kind::Grid { rows, columns } = &question.kind else { panic!("{}", scale.id) };
            assert_eq!((rows.len(), columns.len() as i64), (scale.items, scale.high - scale.low + 1));
            assert!(!scale.citation.is_empty());
            assert!(question.description.original().contains(&scale.rule()), "{}", scale.id);
        }
    }

    #[test]
    fn the_rule_says_what_the_score_does() {
        let all = Scale { least: 4, reverse: vec![3], ..scale(Score::Sum) };
        let none = Scale { reverse: Vec::new(), ..scale(Score::Mean) };
        let told = [scale(Score::Mean).rule(), all.rule(), none.rule()];
        insta::assert_snapshot!(told.join("\n"));
    }

    #[test]
    fn a_list_that_makes_no_sense_is_told_by_line_or_name() {
        let good = "id = 's'\nname = 'S'\nresponse = 'r'\nscore = 'mean'\ncitation = 'C'\nitems = 3\nlow = 1\nhigh = 5\nleast = 2\n";
        let cases = [
            "x = 1".to_owned(),
            format!("[[scale]]\n{good}reverse = [4]\n"),
            format!("[[scale]]\n{}", good.replace("high = 5", "high = 1")),
            format!("[[scale]]\n{}", good.replace("least = 2", "least = 4")),
            format!("[[scale]]\n{}", good.replace("items = 3", "items = 0")),
            format!("[[scale]]\n{}", good.replace("'mean'", "'median'")),
        ];
        let told = cases
            .map(|text| scales(&Data::builtin().with(SCALES, text.into_bytes())).unwrap_err().to_string());
        insta::assert_snapshot!(told.join("\n"));
    }

    proptest! {
        /// Turning all codes round turns the score round.
        #[test]
        fn a_score_is_turned_round_with_its_codes(answers in proptest::collection::vec(proptest::option::of(1..=5_i32), 0..6)) {
            let given: Vec<Option<f64>> = answers.iter().map(|one| one.map(f64::from)).collect();
            let turned: Vec<Option<f64>> = given.iter().map(|one| one.map(|code| 6.0 - code)).collect();
            let scale = scale(Score::Mean);
            match (scale.score(&given).unwrap(), scale.score(&turned).unwrap()) {
                (Some(one), Some(other)) => prop_assert!((one + other - 6.0).abs() < 1e-12 && (1.0..=5.0).contains(&one)),
                (one, other) => prop_assert!(one.is_none() && other.is_none()),
            }
        }
    }
}
