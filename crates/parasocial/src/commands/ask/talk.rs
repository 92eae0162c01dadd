//! The interview at a terminal: one question at a time.

use std::io::{BufRead, Read, Write};

use questionnaire::condition::{plain, same};
use questionnaire::{Asked, Interview, Kind, Questionnaire};
use serde_json::{Map, Value as Json};

use super::begin;
use super::phrases::{self, Phrases};
use super::wrap::wrapped;

/// What a person typed, understood.
enum Reply {
    Answer(Json),
    Skip,
    Back,
    /// They want to stop; what they said in this question so far.
    Stop(Option<Json>),
}

/// What one line says.
enum Line {
    Words(String),
    /// Enter alone.
    Nothing,
    /// What was said before is taken back.
    TakeBack,
    Back,
    /// `q`, or the end of the input.
    Stop,
}

/// Bytes of a line that are read; what follows is not an answer to anything.
const LONGEST_LINE: u64 = 4096;

/// The terminal, or what stands for it.
pub struct Talk<'t> {
    pub input: &'t mut dyn BufRead,
    pub output: &'t mut dyn Write,
    pub phrases: &'static Phrases,
}

/// Asks everything, and gives the answers as SurveyJS does. `accounts` are names for the person to read.
pub fn talk(
    questionnaire: &Questionnaire,
    language: &str,
    accounts: &[String],
    (input, output): (&mut dyn BufRead, &mut dyn Write),
) -> Map<String, Json> {
    let mut talk = Talk { input, output, phrases: phrases::of(language) };
    let mut interview = begin(questionnaire, language, accounts);
    talk.say(&format!("\n{}\n\n{}\n", wrapped(talk.phrases.hello, ""), wrapped(talk.phrases.keys, "")));
    while let Some(asked) = interview.next() {
        match talk.put(&asked) {
            Reply::Answer(answer) => {
                if interview.answer(answer).is_err() {
                    talk.say(talk.phrases.not_possible);
                }
            }
            Reply::Skip => interview.skip(),
            Reply::Back => {
                if !interview.back() {
                    talk.say(talk.phrases.first);
                }
            }
            Reply::Stop(answer) => {
                stop(&mut interview, answer);
                talk.say(&format!("\n{}", talk.phrases.stopped));
                return interview.finish();
            }
        }
    }
    talk.say(&format!("\n{}", talk.phrases.thanks));
    interview.finish()
}

/// Leaves out what was not asked yet. What was said before going back stands.
fn stop(interview: &mut Interview<'_>, mut answer: Option<Json>) {
    while let Some(asked) = interview.next() {
        let said = answer.take().or_else(|| asked.said_before());
        if said.is_none_or(|said| interview.answer(said).is_err()) {
            interview.skip();
        }
    }
}

impl Talk<'_> {
    fn say(&mut self, words: &str) {
        // A terminal that is gone ends the input too.
        let _ = writeln!(self.output, "{words}");
    }

    fn prompt(&mut self, words: &str) {
        let _ = write!(self.output, "{words}> ");
        let _ = self.output.flush();
    }

    /// The next line.
    fn line(&mut self) -> Line {
        let mut bytes = Vec::new();
        let read = (&mut *self.input).take(LONGEST_LINE).read_until(b'\n', &mut bytes);
        if read.is_err() || bytes.is_empty() {
            return Line::Stop;
        }
        if bytes.len() as u64 == LONGEST_LINE && !bytes.ends_with(b"\n") {
            let _ = self.input.skip_until(b'\n');
        }
        match String::from_utf8_lossy(&bytes).trim() {
            "" => Line::Nothing,
            "-" => Line::TakeBack,
            "b" | "B" => Line::Back,
            "q" | "Q" => Line::Stop,
            words => Line::Words(words.to_owned()),
        }
    }

    /// Puts one question.
    fn put(&mut self, asked: &Asked<'_>) -> Reply {
        self.head(asked);
        match &asked.question.kind {
            Kind::Grid { .. } => self.grid(asked, true),
            Kind::Fields(_) => self.grid(asked, false),
            _ => self.one(asked),
        }
    }

    fn head(&mut self, asked: &Asked<'_>) {
        if let Some((title, description)) = asked.begins_page() {
            self.say(&format!("\n-- {title} --"));
            if !description.is_empty() {
                self.say(&wrapped(&description, ""));
            }
        }
        let (n, of) = asked.progress();
        let phrase = self.phrases.question;
        self.say(&format!("\n{}", phrase.replace("{n}", &n.to_string()).replace("{of}", &of.to_string())));
        self.say(&wrapped(&asked.title(), ""));
        let several = matches!(asked.question.kind, Kind::Many { .. }).then_some(self.phrases.several);
        let description = asked.description();
        let beside: Vec<&str> = [Some(description.as_str()), several]
            .into_iter()
            .flatten()
            .filter(|one| !one.is_empty())
            .collect();
        if !beside.is_empty() {
            self.say(&format!("({})", beside.join(" ")));
        }
        let choices = asked.choices();
        if matches!(asked.question.kind, Kind::Grid { .. }) {
            let labels: Vec<String> =
                choices.iter().enumerate().map(|(at, (_, label))| format!("{} {label}", at + 1)).collect();
            self.say(&wrapped(&labels.join("   "), "   "));
        } else {
            for (at, (_, label)) in choices.iter().enumerate() {
                self.say(&wrapped(&format!("{:>2}  {label}", at + 1), "   "));
            }
        }
    }

    /// Says what was said before, if anything was.
    fn recall(&mut self, asked: &Asked<'_>, before: Option<&Json>) {
        if let Some(before) = before {
            let said = in_words(asked, before);
            self.say(&wrapped(&self.phrases.said_before.replace("{said}", &said), "   "));
        }
    }

    /// A question with one line to answer.
    fn one(&mut self, asked: &Asked<'_>) -> Reply {
        let before = asked.said_before();
        self.recall(asked, before.as_ref());
        let hint = match &asked.question.kind {
            Kind::Input(input) if input.is_number() => format!("({}) ", self.phrases.number),
            Kind::Input(_) => format!("({}) ", self.phrases.words),
            _ => String::new(),
        };
        loop {
            self.prompt(&hint);
            match self.line() {
                Line::Nothing => return before.map_or(Reply::Skip, Reply::Answer),
                Line::TakeBack => return Reply::Skip,
                Line::Back => return Reply::Back,
                Line::Stop => return Reply::Stop(None),
                Line::Words(words) => match understood(asked, &words) {
                    Some(answer) => return Reply::Answer(answer),
                    None => {
                        let sorry = self.sorry(asked);
                        self.say(&wrapped(&sorry, ""));
                    }
                },
            }
        }
    }

    /// A question with a line for each row.
    fn grid(&mut self, asked: &Asked<'_>, has_choices: bool) -> Reply {
        let rows = asked.rows();
        let mut answers = match asked.said_before() {
            Some(Json::Object(answers)) => answers,
            _ => Map::new(),
        };
        let answer = |answers: Map<String, Json>| (!answers.is_empty()).then_some(Json::Object(answers));
        let mut at = 0;
        while let Some((value, label)) = rows.get(at) {
            let key = plain(value).unwrap_or_default();
            self.recall(asked, answers.get(&key));
            self.prompt(&format!("{} ", wrapped(label, "   ")));
            match self.line() {
                Line::Nothing => at += 1,
                Line::TakeBack => {
                    answers.remove(&key);
                    at += 1;
                }
                Line::Back if at == 0 => return Reply::Back,
                Line::Back => at -= 1,
                Line::Stop => return Reply::Stop(answer(answers)),
                Line::Words(words) => {
                    let found = if has_choices { chosen(asked, &words) } else { Some(Json::from(words)) };
                    match found {
                        Some(found) => {
                            answers.insert(key, found);
                            at += 1;
                        }
                        None => self.say(self.phrases.no_such_number),
                    }
                }
            }
        }
        answer(answers).map_or(Reply::Skip, Reply::Answer)
    }

    /// Why what was typed is no answer.
    fn sorry(&self, asked: &Asked<'_>) -> String {
        let phrases = self.phrases;
        match &asked.question.kind {
            Kind::Many { .. } => phrases.not_several.into(),
            Kind::Input(input) if input.is_number() => match (input.low, input.high) {
                (Some(low), Some(high)) => phrases
                    .not_between
                    .replace("{low}", &low.to_string())
                    .replace("{high}", &high.to_string()),
                _ => phrases.not_a_number.into(),
            },
            Kind::Input(_) => phrases.not_possible.into(),
            _ => phrases.no_such_number.into(),
        }
    }
}

/// The answer that a line gives; nothing if it is none.
fn understood(asked: &Asked<'_>, words: &str) -> Option<Json> {
    let answer = match &asked.question.kind {
        Kind::Many { .. } => {
            let words = words.split([' ', ',', ';']).filter(|word| !word.is_empty());
            Json::Array(words.map(|word| chosen(asked, word)).collect::<Option<Vec<Json>>>()?)
        }
        // Half of Europe writes a comma.
        Kind::Input(input) if input.is_number() => Json::from(words.replace(',', ".")),
        Kind::Input(_) => Json::from(words),
        _ => chosen(asked, words)?,
    };
    asked.check(&answer).ok()
}

/// The choice that a word means: its number, its label, or the beginning of one label alone (`y` for "Yes").
fn chosen(asked: &Asked<'_>, word: &str) -> Option<Json> {
    let begins = || {
        let word = word.to_lowercase();
        let choices = asked.choices();
        let mut like = choices.iter().filter(|(_, label)| label.to_lowercase().starts_with(&word));
        let first = like.next().map(|(value, _)| value.clone());
        first.filter(|_| like.next().is_none() && word.parse::<f64>().is_err())
    };
    asked.find(word).or_else(begins)
}

/// An answer in the words of its choices.
fn in_words(asked: &Asked<'_>, answer: &Json) -> String {
    let choices = asked.choices();
    let one = |value: &Json| {
        let label = choices.iter().find(|(known, _)| same(known, value)).map(|(_, label)| label.clone());
        label.or_else(|| plain(value)).unwrap_or_default()
    };
    match answer.as_array() {
        Some(list) => list.iter().map(one).collect::<Vec<_>>().join("; "),
        None => one(answer),
    }
}
