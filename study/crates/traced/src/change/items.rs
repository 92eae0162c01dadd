//! What can be compared: answers of closed questions as shares, amounts as means.

use microdata::{Measure, SetKind, Value, Variable};

use super::stack::Stack;
use crate::Table;
use crate::joined::{RESPONDENT, Roles};

/// Codes of a question that is shown answer by answer; with more it is left out.
const MOST: usize = 30;
/// Columns that say something about a row and are no question.
const OTHERS: [&str; 5] = [RESPONDENT, "weight_base", "wave", "synthetic", "age"];

/// A question with what is compared of it.
pub(super) struct Question {
    pub id: String,
    pub title: String,
    pub wording: String,
    pub items: Vec<Item>,
    /// Whether its items add up to everybody; nets among them are no part of that.
    pub whole: bool,
}

/// One number for each row of the stack: 0 and 1, or an amount; NaN outside of the base.
pub(super) struct Item {
    pub label: String,
    pub share: bool,
    /// Of a net, the places of the items that it adds up.
    pub net: Vec<usize>,
    pub values: Vec<f64>,
}

/// All questions that both waves have, in the order of the first; and what was left out, a sentence each.
pub(super) fn questions(stack: &Stack, roles: &Roles) -> (Vec<Question>, Vec<String>) {
    let (first, second) = (&stack.first.dictionary, &stack.second.dictionary);
    let in_sets: Vec<&String> = first.sets.iter().flat_map(|set| &set.variables).collect();
    let role = |name: &str| {
        [&roles.weight, &roles.stratum, &roles.psu].into_iter().flatten().any(|found| found == name)
    };
    let mut questions = Vec::new();
    let (mut one_wave, mut too_many) = (Vec::new(), Vec::new());
    for variable in &first.variables {
        let name = variable.name.as_str();
        if role(name)
            || OTHERS.contains(&name)
            || name.starts_with("weight_")
            || in_sets.contains(&&variable.name)
        {
            continue;
        }
        match second.variable(name) {
            Some(other) if other.is_text() == variable.is_text() => match of_variable(stack, variable) {
                Some(question) => questions.push(question),
                None => too_many.push(name),
            },
            _ => one_wave.push(name),
        }
    }
    for set in &first.sets {
        if let SetKind::Dichotomy { counted } = &set.kind {
            questions.extend(of_set(stack, &set.name, &set.label, &set.variables, counted));
        }
    }
    let mut left_out = Vec::new();
    if !one_wave.is_empty() {
        left_out
            .push(format!("not compared, since the second wave does not have them: {}", one_wave.join(", ")));
    }
    if !too_many.is_empty() {
        left_out.push(format!(
            "not compared, since they are neither closed questions nor amounts: {}",
            too_many.join(", ")
        ));
    }
    (questions, left_out)
}

fn title(variable: &Variable) -> String {
    if variable.label.is_empty() { variable.name.clone() } else { variable.label.clone() }
}

fn id(name: &str) -> String {
    name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect()
}

/// Codes of both waves, one after the other.
fn codes(stack: &Stack, name: &str) -> Vec<Option<String>> {
    [stack.first.codes(name), stack.second.codes(name)].concat()
}

fn numbers(stack: &Stack, name: &str) -> Vec<f64> {
    let of = |table: &Table| table.numbers(name);
    [of(&stack.first), of(&stack.second)].concat()
}

/// None for texts and codes of which there are too many.
fn of_variable(stack: &Stack, variable: &Variable) -> Option<Question> {
    let name = &variable.name;
    let amount = variable.measure == Measure::Scale && variable.categories.is_empty();
    let items = if amount {
        vec![Item { label: title(variable), share: false, net: Vec::new(), values: numbers(stack, name) }]
    } else {
        of_codes(stack, variable)?
    };
    Some(Question {
        id: id(name),
        title: title(variable),
        wording: variable.question.clone(),
        items,
        whole: !amount,
    })
}

/// A share for each code, and a net of 4 and 5 where codes run from 1 to 5.
fn of_codes(stack: &Stack, variable: &Variable) -> Option<Vec<Item>> {
    let found = codes(stack, &variable.name);
    let mut all: Vec<String> =
        variable.categories.iter().map(|category| category.value.to_string()).collect();
    let mut more: Vec<&String> = found.iter().flatten().filter(|code| !all.contains(code)).collect();
    more.sort();
    more.dedup();
    let more: Vec<String> = more.into_iter().take(MOST + 1).cloned().collect();
    all.extend(more);
    if all.is_empty() || all.len() > MOST {
        return None;
    }
    let share = |label: String, inside: &dyn Fn(&str) -> bool| Item {
        label,
        share: true,
        net: Vec::new(),
        values: found
            .iter()
            .map(|code| code.as_ref().map_or(f64::NAN, |code| f64::from(u8::from(inside(code)))))
            .collect(),
    };
    // Of yes and no, yes says it all.
    if all.iter().all(|code| code == "0" || code == "1") {
        return Some(vec![share(label_of(variable, "1"), &|code| code == "1")]);
    }
    let mut items: Vec<Item> =
        all.iter().map(|code| share(label_of(variable, code), &|found| found == code)).collect();
    if all == ["1", "2", "3", "4", "5"] {
        let net = share("4 or 5 of 5".into(), &|code| code == "4" || code == "5");
        items.push(Item { net: vec![3, 4], ..net });
    }
    Some(items)
}

fn label_of(variable: &Variable, code: &str) -> String {
    let value = match code.parse::<f64>() {
        Ok(number) if !variable.is_text() => Value::from(number),
        _ => Value::from(code),
    };
    variable.label_of(&value).filter(|label| !label.is_empty()).unwrap_or(code).to_owned()
}

/// A question with several answers: each is a share of those who were asked.
fn of_set(stack: &Stack, name: &str, label: &str, variables: &[String], counted: &Value) -> Option<Question> {
    let counted = counted.to_string();
    let both = |name: &&String| stack.second.has(name) && stack.first.has(name);
    let item = |name: &String| {
        let title = stack.first.dictionary.variable(name).map_or_else(|| name.clone(), title);
        let chosen =
            |code: Option<String>| code.map_or(f64::NAN, |code| f64::from(u8::from(code == counted)));
        Item {
            label: title,
            share: true,
            net: Vec::new(),
            values: codes(stack, name).into_iter().map(chosen).collect(),
        }
    };
    let items: Vec<Item> = variables.iter().filter(both).map(item).collect();
    let title = if label.is_empty() { name.to_owned() } else { label.to_owned() };
    (!items.is_empty()).then(|| Question { id: id(name), title, wording: String::new(), items, whole: false })
}
