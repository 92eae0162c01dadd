//! Asking: rows are named and taken out, until the person says yes or no.

use std::io::{self, BufRead, IsTerminal, Write};

use donation::Bundle;

use super::{json, shown};
use crate::commands::Problem;
use crate::outcome::Speech;

/// What the person said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
    /// Nobody is there to be asked.
    Nobody,
}

/// Asks at the terminal.
pub fn ask(bundle: &mut Bundle, speech: &Speech) -> Result<Answer, Problem> {
    if !io::stdin().is_terminal() {
        return Ok(Answer::Nobody);
    }
    let mut say = |text: &str| {
        // Without a terminal to speak to, the answer will not be yes.
        let _ = io::stderr().write_all(text.as_bytes()).and_then(|()| io::stderr().flush());
    };
    talk(bundle, &mut io::stdin().lock(), &mut say, &mut |text| {
        speech.print(text);
    })
}

const QUESTION: &str = "
`yes` seals and writes it, `no` stops; ids of rows take them out, `rows` shows what is left, `json` the file itself
> ";

/// Rows that are named when they are taken out; of more, their number is enough.
const NAMED: usize = 6;

/// The same with whoever listens and speaks. The end of the input is a no.
fn talk(
    bundle: &mut Bundle,
    heard: &mut dyn BufRead,
    say: &mut dyn FnMut(&str),
    print: &mut dyn FnMut(&str),
) -> Result<Answer, Problem> {
    loop {
        say(QUESTION);
        let mut line = String::new();
        if heard.read_line(&mut line).unwrap_or(0) == 0 {
            return Ok(Answer::No);
        }
        match line.trim() {
            "" => {}
            "yes" => return Ok(Answer::Yes),
            "no" => return Ok(Answer::No),
            "json" => print(&json(bundle)?),
            "rows" => print(&shown::rows(bundle)),
            ids => take_out(bundle, ids, say),
        }
    }
}

fn take_out(bundle: &mut Bundle, ids: &str, say: &mut dyn FnMut(&str)) {
    let ids = ids.split([',', ' ']).map(str::trim).filter(|id| !id.is_empty());
    match bundle.meant(ids) {
        Err(id) => say(&format!("no row is called `{id}`; nothing was taken out\n")),
        Ok(meant) => {
            let names: Vec<String> = meant.iter().take(NAMED).map(ToString::to_string).collect();
            let more = match meant.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            bundle.remove(&meant);
            say(&format!("taken out: {}{more}\n{}\n", names.join(", "), shown::left(bundle)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundle() -> Bundle {
        Bundle::read(include_bytes!("../../../../donation/testdata/small.json")).unwrap()
    }

    /// What was heard, what was said, how it ended.
    fn heard(text: &str) -> (Bundle, String, Answer) {
        let mut bundle = bundle();
        let said = std::cell::RefCell::new(String::new());
        let mut say = |text: &str| said.borrow_mut().push_str(text);
        let mut print = |text: &str| said.borrow_mut().push_str(text);
        let Ok(answer) = talk(&mut bundle, &mut text.as_bytes(), &mut say, &mut print) else {
            panic!("a bug")
        };
        (bundle, said.into_inner(), answer)
    }

    #[test]
    fn a_talk_in_which_rows_are_taken_out() {
        let (left, said, answer) = heard("closest\ntime.all, nothing\ntime.all\n\nrows\nyes\n");
        assert_eq!(answer, Answer::Yes);
        assert!(left.closest.is_empty() && left.time.is_none());
        assert_eq!(left.rows_removed, 3);
        insta::assert_snapshot!(said);
    }

    #[test]
    fn only_yes_is_yes() {
        for (text, expected) in
            [("no\nyes", Answer::No), ("", Answer::No), ("y\nYES\n", Answer::No), ("yes", Answer::Yes)]
        {
            assert_eq!(heard(text).2, expected, "{text:?}");
        }
    }
}
