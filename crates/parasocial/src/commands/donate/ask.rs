//! Asking: rows are named and taken out, until the person says yes or no.

use std::collections::BTreeSet;
use std::io::{self, BufRead, IsTerminal, Write};

use donation::{Bundle, Place};

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
    // Rows that went into a file or a pipe were shown to nobody.
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
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
///
/// Ids mean what was last shown: a name that is taken out changes the place of those behind it, and not what their ids mean to who
/// reads them.
fn talk(
    bundle: &mut Bundle,
    heard: &mut dyn BufRead,
    say: &mut dyn FnMut(&str),
    print: &mut dyn FnMut(&str),
) -> Result<Answer, Problem> {
    let mut shown = bundle.clone();
    let mut taken = BTreeSet::new();
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
            "rows" => {
                print(&shown::rows(bundle));
                shown.clone_from(bundle);
                taken.clear();
            }
            ids => {
                if let Some(said) = take_out(&shown, &mut taken, ids, say) {
                    bundle.clone_from(&shown);
                    bundle.remove(&taken);
                    say(&format!("{said}\n{}\n", shown::left(bundle)));
                }
            }
        }
    }
}

/// Adds what ids mean in the bundle as it was shown to what is taken out, and says it; nothing if one means no row.
fn take_out(
    shown: &Bundle,
    taken: &mut BTreeSet<Place>,
    ids: &str,
    say: &mut dyn FnMut(&str),
) -> Option<String> {
    let ids = ids.split([',', ' ']).map(str::trim).filter(|id| !id.is_empty());
    let meant = match shown.meant(ids) {
        Ok(meant) => meant,
        Err(id) => {
            say(&format!("no row is called `{id}`; nothing was taken out\n"));
            return None;
        }
    };
    let new: BTreeSet<Place> = meant.difference(taken).copied().collect();
    if new.is_empty() {
        return Some("taken out before".into());
    }
    let names: Vec<String> = new.iter().take(NAMED).map(ToString::to_string).collect();
    let more = match new.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    taken.extend(new);
    Some(format!("taken out: {}{more}", names.join(", ")))
}

#[cfg(test)]
mod tests {
    use donation::{GradeCode, Named, PublicName, VerdictCode};

    use super::*;

    fn bundle() -> Bundle {
        Bundle::read(include_bytes!("../../../../donation/testdata/small.json")).unwrap()
    }

    /// What was heard, what was said, how it ended.
    fn heard(text: &str) -> (Bundle, String, Answer) {
        heard_of(bundle(), text)
    }

    fn heard_of(mut bundle: Bundle, text: &str) -> (Bundle, String, Answer) {
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

    fn with_names() -> Bundle {
        let mut bundle = bundle();
        bundle.names = ["one", "two", "three"]
            .map(|name| Named {
                platform: event::Platform::X,
                name: PublicName::new(name).unwrap(),
                grade: GradeCode::A,
                verdict: VerdictCode::OneSided,
                parasocial: true,
            })
            .into();
        bundle
    }

    #[test]
    fn ids_mean_what_was_last_shown() {
        for (text, expected, removed) in [
            ("name.1\nname.2\nyes", vec!["three"], 2),
            ("name.2\nname.2\nyes", vec!["one", "three"], 1),
            ("name.1, name.1\nname.3\nyes", vec!["two"], 2),
            // Shown anew, the second name is the first.
            ("name.1\nrows\nname.1\nyes", vec!["three"], 2),
            ("name.1\nrows\nname.3\nyes", vec!["two", "three"], 1),
            ("name.1\njson\nname.1,name.2\nrows\nname\nyes", vec![], 3),
        ] {
            let (left, said, answer) = heard_of(with_names(), text);
            let names: Vec<&str> = left.names.iter().map(|one| one.name.as_str()).collect();
            assert_eq!((names, left.rows_removed), (expected, removed), "{text:?}: {said}");
            assert_eq!(answer, Answer::Yes);
        }
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
