//! How a bundle is laid out on a terminal.

use std::fmt::Write;
use std::path::Path;

use donation::seal::Recipient;
use donation::{Bundle, Invitation, Place, Row, WithdrawalCode};

/// Columns of a line.
const WIDTH: usize = 100;

/// All that a person has to know before saying yes.
pub fn everything(bundle: &Bundle, study: Option<&Invitation>, recipient: &Recipient) -> String {
    let mut text = String::from("\nwhat a study would get from you\n\n");
    let whose = study.and_then(|study| study.title.as_deref()).unwrap_or("the study whose key you gave");
    let lines = [
        format!("for: {whose}"),
        format!("sealed to: {recipient}; only who has the other half of this key can open it"),
        "never in it: your words or those of others, names of private accounts, and nothing about health, religion, politics, sexuality or origin".into(),
        format!("taking it back: {}", taking_back(study)),
    ];
    lines.iter().for_each(|line| wrapped(&mut text, "", line, 2));
    text.push_str("\nin every bundle\n");
    let always = bundle.always();
    let width = always.iter().map(|(title, _)| title.len()).max().unwrap_or(0);
    for (title, value) in &always {
        wrapped(&mut text, &format!("  {title:<width$}  "), value, width + 4);
    }
    text + &rows(bundle)
}

/// Until when, if the study says so.
fn taking_back(study: Option<&Invitation>) -> String {
    let until = study.and_then(|study| study.withdraw_until).map_or_else(
        || "with the code that you get at the end; no last day is stated, so ask the study".to_owned(),
        |day| format!("with the code that you get at the end, until {day}"),
    );
    let kept = study.and_then(|study| study.keep_until);
    kept.map_or(until.clone(), |day| format!("{until}; what you give is kept until {day}"))
}

/// Every row that can be taken out, under its heading.
pub fn rows(bundle: &Bundle) -> String {
    let rows = bundle.rows();
    let mut text = String::new();
    for group in rows.chunk_by(|one, next| one.heading() == next.heading()) {
        let heading = group.first().map(Row::heading).unwrap_or_default();
        let _ = writeln!(text, "\n{heading}");
        let ids: Vec<String> = group.iter().map(|row| row.place.to_string()).collect();
        let id_width = ids.iter().map(String::len).max().unwrap_or(0);
        let title_width = group.iter().map(|row| row.title.chars().count()).max().unwrap_or(0);
        for (row, id) in group.iter().zip(&ids) {
            let head = match row.place {
                // Its id says what it is.
                Place::Coverage(..) => format!("  {id:<id_width$}  "),
                _ => format!("  {id:<id_width$}  {:<title_width$}  ", row.title),
            };
            wrapped(&mut text, &head, &row.value, id_width + 4);
        }
    }
    let _ = writeln!(text, "\n{}", left(bundle));
    text
}

/// How many rows there are.
pub fn left(bundle: &Bundle) -> String {
    let (rows, removed) = (bundle.rows().len(), bundle.rows_removed);
    let more = if removed > 0 { format!(", {removed} taken out") } else { String::new() };
    format!("{rows} rows{more}; nothing else is in the file")
}

/// What is said once the file is there.
pub fn written(file: &Path, bundle: &Bundle, code: &WithdrawalCode, study: Option<&Invitation>) -> String {
    let until = study.and_then(|study| study.withdraw_until);
    let until = until.map(|day| format!(" until {day}")).unwrap_or_default();
    format!(
        "\nwrote `{}`: {} rows, sealed\nnothing was sent: hand the file to the study yourself\n\nyour withdrawal code: {code}\nwrite it down now, it is kept nowhere; whoever has it can take your donation back{until}\n",
        file.display(),
        bundle.rows().len(),
    )
}

/// A head and a text behind it, cut into lines between words; lines that follow begin at `indent`.
fn wrapped(out: &mut String, head: &str, text: &str, indent: usize) {
    let (mut line, mut begun) = (head.to_owned(), !head.is_empty());
    for word in text.split(' ') {
        let space = usize::from(!line.ends_with(' ') && !line.is_empty());
        if begun && line.chars().count() + space + word.chars().count() > WIDTH {
            let _ = writeln!(out, "{}", line.trim_end());
            line = " ".repeat(indent);
        } else if space > 0 {
            line.push(' ');
        }
        line.push_str(word);
        begun = true;
    }
    let _ = writeln!(out, "{}", line.trim_end());
}
