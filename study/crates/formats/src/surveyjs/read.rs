//! Reads results a chunk at a time.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Seek};

use microdata::{Chunk, Column, Dictionary, Error, Faults, Kind, Rows, Value, Variable};
use questionnaire::{Questionnaire, Shown};
use serde_json::{Map, Value as Json};

use super::frames::{Found, Frames};
use super::plan::{self, Field, Part};
use crate::MOST_TEXT;
use crate::codebook::json_error;
use crate::input::begin;

/// Keys of results that no question names.
const MOST_KEYS: usize = 10_000;

/// Results of SurveyJS: an array of objects, or an object on each line.
///
/// With the questionnaire, choices, labels and conditions are known: a question that its conditions hid was not asked (blank),
/// one that was shown and has no value was not answered (a code of its own). A person who broke off counts as shown
/// what would have followed. Without it, numbers are numbers, and lists and objects are kept as text.
///
/// The file is read twice, first for keys that no question names. Holds a chunk and one result of at most 4 MiB.
pub struct Reader<R: Read + Seek> {
    dictionary: Dictionary,
    fields: Vec<Field>,
    questionnaire: Option<Questionnaire>,
    frames: Frames<BufReader<R>>,
    faults: Faults,
}

impl<R: Read + Seek> Reader<R> {
    /// # Errors
    /// If the questionnaire is none, two columns would have one name, or the results cannot be read through.
    pub fn new(mut from: R, questionnaire: Option<&str>) -> Result<Reader<R>, Error> {
        let questionnaire = questionnaire.map(Questionnaire::read).transpose().map_err(told)?;
        let mut faults = Faults::default();
        for question in questionnaire.iter().flat_map(|one| &one.questions) {
            let not_understood = |name: &str| {
                format!(
                    "the condition of `{name}` is not understood: where it has no value it counts as not asked"
                )
            };
            if question.shown.contains(&Shown::Unknown) {
                faults.say(not_understood(&question.name));
            }
            for column in question.columns() {
                if column.part.is_some_and(|part| part.shown == Some(Shown::Unknown)) {
                    faults.say(not_understood(&column.name()));
                }
            }
        }
        let (mut dictionary, mut fields) = questionnaire.as_ref().map(plan::plan).unwrap_or_default();
        begin(&mut from)?;
        let mut frames = Frames::new(BufReader::with_capacity(1 << 16, from));
        for (key, kind) in others(&mut frames, &fields)? {
            let part = if kind == Kind::Text { Part::AsJson } else { Part::Typed(kind) };
            dictionary.variables.push(Variable { kind, ..Variable::number(key.as_str()) });
            fields.push(Field { question: None, key, part, not_answered: None });
        }
        dictionary.check().map_err(|error| error.at("the questionnaire"))?;
        let mut from = frames.into_inner().into_inner();
        begin(&mut from)?;
        let from = BufReader::with_capacity(1 << 16, from);
        Ok(Reader { dictionary, fields, questionnaire, frames: Frames::new(from), faults })
    }

    /// Appends a result, or says why not. Gives back the bytes of its texts.
    fn push(&self, object: &[u8], chunk: &mut Chunk) -> Result<usize, String> {
        let place = self.frames.place();
        let result: Map<String, Json> = serde_json::from_slice(object)
            .map_err(|error| format!("{place}: {}", json_error("the object", &error)))?;
        let questions = self.questionnaire.iter().flat_map(|one| &one.questions);
        let shown: Vec<Option<bool>> = questions.map(|question| question.is_shown(&result)).collect();
        let mut cells = Vec::with_capacity(self.fields.len());
        for (field, variable) in self.fields.iter().zip(&self.dictionary.variables) {
            let fits = |cell: &Option<Value>| {
                cell.as_ref().is_none_or(|cell| variable.is_text() == cell.text().is_some())
            };
            let cell = field.cell_of(&result, &shown).filter(fits);
            cells.push(cell.ok_or_else(|| {
                let expected = if variable.is_text() { "a text" } else { "a number or a code of its list" };
                format!("{place}: {expected} was expected in `{}`", variable.name)
            })?);
        }
        Ok(append(cells, chunk))
    }
}

/// What is wrong with a questionnaire, as the other errors of formats are told.
fn told(error: questionnaire::Error) -> Error {
    let told = Error::new(error.what);
    match error.hint {
        Some(hint) => told.hint(hint),
        None => told,
    }
}

fn append(cells: Vec<Option<Value>>, chunk: &mut Chunk) -> usize {
    let mut text = 0;
    for (column, cell) in chunk.columns.iter_mut().zip(cells) {
        match (column, cell) {
            (Column::Numbers(numbers), cell) => {
                numbers.push(cell.and_then(|cell| cell.number()).unwrap_or(f64::NAN))
            }
            (Column::Texts(texts), Some(Value::Text(content))) => {
                text += content.len();
                texts.push((!content.is_empty()).then_some(content));
            }
            (Column::Texts(texts), _) => texts.push(None),
        }
    }
    text
}

/// The first pass: keys that no field has, in their order, with what they hold.
fn others<R: BufRead>(frames: &mut Frames<R>, fields: &[Field]) -> Result<BTreeMap<String, Kind>, Error> {
    let known: std::collections::BTreeSet<&str> = fields.iter().map(|field| field.key.as_str()).collect();
    let mut others: BTreeMap<String, Kind> = BTreeMap::new();
    loop {
        let object = match frames.next()? {
            Found::Object(object) => object,
            Found::Broken(_) => continue,
            Found::End => return Ok(others),
        };
        let Ok(result) = serde_json::from_slice::<Map<String, Json>>(&object) else { continue };
        for (key, value) in
            result.into_iter().filter(|(key, _)| !known.contains(key.as_str()) && !key.is_empty())
        {
            let kind = match value {
                Json::Null => continue,
                Json::Bool(_) => Kind::Number { decimals: 0 },
                Json::Number(number) if number.as_f64().is_some_and(f64::is_finite) => {
                    Kind::Number { decimals: 0 }
                }
                _ => Kind::Text,
            };
            let known = others.entry(key).or_insert(kind);
            if kind == Kind::Text {
                *known = Kind::Text;
            }
        }
        if others.len() > MOST_KEYS {
            return Err(Error::new(format!("the results have more than {MOST_KEYS} different keys"))
                .hint("are these results of one questionnaire?"));
        }
    }
}

impl<R: Read + Seek> Rows for Reader<R> {
    fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    fn next(&mut self) -> Result<Option<Chunk>, Error> {
        let mut chunk = Chunk::of(&self.dictionary);
        let most = Chunk::most_rows(&self.dictionary);
        let (mut rows, mut text) = (0, 0);
        while rows < most && text < MOST_TEXT {
            match self.frames.next()? {
                Found::Object(object) => match self.push(&object, &mut chunk) {
                    // Without a column there is nothing that a row could be.
                    Ok(_) if self.fields.is_empty() => {}
                    Ok(more) => {
                        rows += 1;
                        text += more;
                    }
                    Err(what) => self.faults.row(what),
                },
                Found::Broken(what) => self.faults.row(what),
                Found::End => break,
            }
        }
        Ok((rows > 0).then_some(chunk))
    }

    fn faults(&self) -> &Faults {
        &self.faults
    }
}
