//! What SPSS has no field for, in its custom attributes: `Question`, `Universe`, codes and blanks that mean "not asked",
//! letters of Stata's missing values. SPSS shows them (`DISPLAY ATTRIBUTES`) and keeps them.

use std::collections::BTreeMap;

use microdata::{Dictionary, State, Variable};

use super::extensions::Attributes;

const QUESTION: &str = "Question";
const UNIVERSE: &str = "Universe";
/// Missing codes that say that the question was not put.
const NOT_ASKED: &str = "NotAsked";
/// The range of missing values says so too.
const RANGE_NOT_ASKED: &str = "RangeNotAsked";
/// What a blank means, if not "not asked".
const BLANK: &str = "Blank";
/// `code letter` for each of Stata's extended missing values.
const TAGS: &str = "StataMissing";
const SYNTHETIC: &str = "Synthetic";
const NOTES: &str = "Notes";

/// Takes what the attributes say into the dictionary.
pub fn read_variables(all: &BTreeMap<String, Attributes>, into: &mut Dictionary) {
    for variable in &mut into.variables {
        let Some(attributes) = all.get(&variable.name) else { continue };
        let values = |name: &str| attributes.get(name).into_iter().flatten();
        variable.question = values(QUESTION).next().cloned().unwrap_or_default();
        variable.universe = values(UNIVERSE).next().cloned().unwrap_or_default();
        if let Some(blank) = values(BLANK).next().and_then(|word| state(word)) {
            variable.blank = blank;
        }
        for code in &mut variable.missing.codes {
            let value = code.value.to_string();
            if values(NOT_ASKED).any(|not_asked| *not_asked == value) {
                code.state = State::NotAsked;
            }
            let tag =
                values(TAGS).filter_map(|pair| pair.rsplit_once(' ')).find(|(known, _)| *known == value);
            code.tag = tag.and_then(|(_, letter)| letter.chars().next()).filter(char::is_ascii_lowercase);
        }
        if let (Some(range), Some(_)) = (&mut variable.missing.range, values(RANGE_NOT_ASKED).next()) {
            range.state = State::NotAsked;
        }
    }
}

fn state(word: &str) -> Option<State> {
    match word {
        "answered" => Some(State::Answered),
        "not_answered" => Some(State::NotAnswered),
        "not_asked" => Some(State::NotAsked),
        _ => None,
    }
}

pub fn read_file(all: &Attributes, into: &mut Dictionary) {
    let name = |role: &str| {
        let name = all.get(role).and_then(|values| values.first());
        name.filter(|name| into.variable(name).is_some()).cloned()
    };
    let design = &into.design;
    let design = microdata::Design {
        stratum: name("Stratum").or(design.stratum.clone()),
        psu: name("Psu").or(design.psu.clone()),
        country: name("Country").or(design.country.clone()),
        id: name("Id").or(design.id.clone()),
        duration: name("Duration").or(design.duration.clone()),
    };
    into.design = design;
    into.synthetic = all.get(SYNTHETIC).is_some_and(|values| values.first().is_some_and(|word| word == "1"));
    into.notes.extend(all.get(NOTES).into_iter().flatten().cloned());
}

/// Attributes of all variables as SPSS writes them; empty if there are none.
pub fn write_variables(dictionary: &Dictionary, names: &[String]) -> String {
    let of = |(variable, name): (&Variable, &String)| {
        let list = variable_list(variable);
        (!list.is_empty()).then(|| format!("{name}:{list}"))
    };
    let all: Vec<String> = dictionary.variables.iter().zip(names).filter_map(of).collect();
    all.join("/")
}

fn variable_list(variable: &Variable) -> String {
    let mut list = String::new();
    let filled = |text: &String| if text.is_empty() { vec![] } else { vec![text.clone()] };
    write(&mut list, QUESTION, &filled(&variable.question));
    write(&mut list, UNIVERSE, &filled(&variable.universe));
    let codes = &variable.missing.codes;
    let not_asked = codes.iter().filter(|code| code.state == State::NotAsked);
    write(&mut list, NOT_ASKED, &not_asked.map(|code| code.value.to_string()).collect::<Vec<_>>());
    if variable.missing.range.is_some_and(|range| range.state == State::NotAsked) {
        write(&mut list, RANGE_NOT_ASKED, &["1".to_owned()]);
    }
    match variable.blank {
        State::Answered => write(&mut list, BLANK, &["answered".to_owned()]),
        State::NotAnswered => write(&mut list, BLANK, &["not_answered".to_owned()]),
        State::NotAsked => {}
    }
    let tags = codes.iter().filter_map(|code| Some(format!("{} {}", code.value, code.tag?)));
    write(&mut list, TAGS, &tags.collect::<Vec<_>>());
    list
}

/// Attributes of the file. `name` gives the name under which a variable is written.
pub fn write_file(dictionary: &Dictionary, name: &dyn Fn(&str) -> Option<String>) -> String {
    let mut list = String::new();
    if dictionary.synthetic {
        write(&mut list, SYNTHETIC, &["1".to_owned()]);
    }
    for (role, variable) in dictionary.design.roles() {
        let role: String = role[..1].to_uppercase() + &role[1..];
        write(&mut list, &role, &name(variable).into_iter().collect::<Vec<_>>());
    }
    write(&mut list, NOTES, &dictionary.notes);
    list
}

/// A value ends at the end of its line, so lines inside are joined.
fn write(list: &mut String, name: &str, values: &[String]) {
    if !values.is_empty() {
        let lines = values.iter().map(|value| format!("'{}'\n", value.replace(['\n', '\r'], " ")));
        list.push_str(&format!("{name}({})", lines.collect::<String>()));
    }
}
