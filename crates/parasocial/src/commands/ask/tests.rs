//! Interviews with somebody who types: what stands on the screen, and which answers come of it.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, BufRead, Read, Write};
use std::rc::Rc;

use questionnaire::{Questionnaire, standard};
use serde_json::{Map, Value as Json, json};

use super::file::{Replayed, for_accounts};
use super::{begin, talk};

/// What stands on the screen: what is printed, and what is typed.
#[derive(Clone, Default)]
struct Screen(Rc<RefCell<Vec<u8>>>);

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Somebody who types these lines, each seen on the screen.
struct Typist {
    lines: VecDeque<Vec<u8>>,
    line: Vec<u8>,
    screen: Screen,
}

impl Read for Typist {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Typist {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.line.is_empty() {
            self.line = self.lines.pop_front().unwrap_or_default();
            self.screen.write_all(&self.line)?;
        }
        Ok(&self.line)
    }
    fn consume(&mut self, read: usize) {
        self.line.drain(..read);
    }
}

fn two_accounts() -> Vec<String> {
    vec!["@anna on X".into(), "Bo Lind on Instagram".into()]
}

/// The screen after somebody typed these lines, and the answers.
fn talked(language: &str, accounts: &[String], typed: &str) -> (String, Map<String, Json>) {
    talked_of(&standard(), language, accounts, typed)
}

fn talked_of(
    questionnaire: &Questionnaire,
    language: &str,
    accounts: &[String],
    typed: &str,
) -> (String, Map<String, Json>) {
    let screen = Screen::default();
    let lines = typed.split_inclusive('\n').map(|line| line.as_bytes().to_vec()).collect();
    let mut typist = Typist { lines, line: Vec::new(), screen: screen.clone() };
    let result = talk::talk(questionnaire, language, accounts, (&mut typist, &mut screen.clone()));
    let shown = String::from_utf8(screen.0.borrow().clone()).unwrap();
    (shown, result)
}

/// A whole interview, with answers of every kind, some that are none, some left out, and ways back.
const WHOLE: &str = "1
2 5, 6
3
9
5
b
6
5
b

4
4
3
n
3
1 5
1 2
y
yes
2
2
2

3
1
b
2

1
4
5
4
1
2
-
3
1
2
7 8
8 1
1 2 3
20000
12
2,5
5
1
2
2
1
2
1
3
1

2
";

#[test]
fn a_whole_interview() {
    let (screen, result) = talked("en", &two_accounts(), WHOLE);
    insta::assert_snapshot!(screen);
    insta::assert_snapshot!("the_answers", serde_json::to_string_pretty(&result).unwrap());
}

#[test]
fn in_other_languages() {
    for language in ["de", "es", "fr"] {
        let (screen, _) = talked(language, &two_accounts(), "1\n2\nx\n1\nq\n");
        insta::assert_snapshot!(format!("in_{language}"), screen);
    }
}

/// Who stops, or whose terminal goes away, keeps what was said; also behind a question that they went back to.
#[test]
fn what_was_said_before_the_end_counts() {
    let said = |typed: &str| Json::Object(talked("en", &[], typed).1);
    assert_eq!(
        said("1\n1 2\nq\n"),
        json!({"accounts": 0, "joined": "active", "platforms": ["facebook", "instagram"]})
    );
    assert_eq!(
        said("1\n1 2"),
        json!({"accounts": 0, "joined": "active", "platforms": ["facebook", "instagram"]})
    );
    assert_eq!(said(""), json!({"accounts": 0}));
    assert_eq!(
        said("4\n2\nb\nb\nq\n"),
        json!({"accounts": 0, "joined": "never", "type_picked": "breezy_poster"})
    );
    // Taken back.
    assert_eq!(said("4\n2\nb\n-\nq\n"), json!({"accounts": 0, "joined": "never"}));
    // In the middle of a grid.
    assert_eq!(
        said(&("4\n".to_owned() + &"\n".repeat(10) + "q\n")),
        json!({"accounts": 0, "joined": "never"})
    );
}

/// A row that an earlier answer hides by now is not offered with the others: the grid would be refused for ever. Values with a point
/// are the same as without.
#[test]
fn rows_that_are_hidden_by_now_go() {
    let questionnaire = Questionnaire::read(
        r#"{"elements": [
        {"type": "text", "inputType": "number", "name": "n"},
        {"type": "matrix", "name": "grid", "columns": [{"value": 1.0, "text": "often"}, 2], "rows": [{"value": 1.0, "text": "first"}, {"value": 2, "text": "second", "visibleIf": "{n} > 1"}]},
        {"type": "radiogroup", "name": "one", "choices": ["x", {"value": "y", "visibleIf": "{n} > 1"}]},
        {"type": "text", "name": "end"}]}"#,
    )
    .unwrap();
    // Everything with both rows; back to the first question; then Enter wherever something stands.
    let typed = "2\n1\n2\n2\nb\nb\nb\n1\n\n\nthe end\n";
    let (screen, result) = talked_of(&questionnaire, "en", &[], typed);
    let expected = json!({"accounts": 0, "n": 1, "grid": {"1": 1.0}, "end": "the end"});
    assert_eq!(Json::Object(result), expected, "{screen}");
    assert!(screen.contains("You said: often."), "{screen}");
    assert!(!screen.contains("cannot be taken as an answer"), "{screen}");
}

#[test]
fn a_line_without_end_and_bytes_that_are_no_text_are_no_answers() {
    let mut typed = "9".repeat(100_000);
    typed.push_str("\n1\nq\n");
    let (screen, result) = talked("en", &[], &typed);
    assert_eq!(result.get("joined"), Some(&json!("active")));
    assert_eq!(screen.matches("Please type one of the numbers").count(), 1);
}

/// One page is about who somebody is, one about a donation: neither makes sense for one person alone.
#[test]
fn only_what_makes_sense_for_one_person_is_asked() {
    let (screen, _) = talked("en", &two_accounts(), &"\n".repeat(200));
    for word in ["country", "gender", "How old", "figures", "study"] {
        assert!(!screen.contains(word), "{word}");
    }
}

/// Nothing that a report says of accounts or of the person is asked or hinted at.
#[test]
fn no_label_comes_before_the_answers() {
    let (screen, _) = talked("en", &two_accounts(), &"\n".repeat(200));
    for word in ["Lurker", "Oversharer", "Savvy", "Breezy", "Offliner", "grade", "one-sided", "parasocial"] {
        assert!(!screen.to_lowercase().contains(&word.to_lowercase()), "{word}");
    }
}

#[test]
fn answers_of_a_file_hold_for_the_accounts_that_they_are_about() {
    let questionnaire: Questionnaire = standard();
    let accounts = two_accounts();
    let (_, answers) = talked("en", &accounts, WHOLE);
    let mut given = answers.clone();
    given.insert(super::ABOUT.into(), json!(super::about(&accounts)));
    let whole = for_accounts(&questionnaire, &accounts, &given);
    assert_eq!(whole, Replayed { result: answers.clone(), unused: 0, other_accounts: false });

    let others = [accounts[0].clone(), "somebody else on X".into()];
    for (accounts, what) in [(&others[..], "others"), (&accounts[..1], "fewer")] {
        let replayed = for_accounts(&questionnaire, accounts, &given);
        assert!(replayed.other_accounts && replayed.unused == 0, "{what}: {}", replayed.unused);
        assert!(replayed.result.keys().all(|name| !name.starts_with("truth_")), "{what}");
        assert_eq!(replayed.result.get("hours"), answers.get("hours"));
    }

    // A file of SurveyJS, about accounts that nobody named, and more of them than there are.
    let mut unnamed = answers.clone();
    unnamed.remove("accounts");
    unnamed.insert("truth_public".into(), json!({"1": 1, "9": 1}));
    let mut fewer = unnamed.clone();
    fewer.insert(super::ABOUT.into(), json!(super::about(&accounts)));
    for file in [unnamed, fewer] {
        let replayed = for_accounts(&questionnaire, &accounts, &file);
        assert!(replayed.other_accounts && replayed.unused == 0);
        assert!(replayed.result.keys().all(|name| !name.starts_with("truth_")));
        assert_eq!(replayed.result.get("hours"), answers.get("hours"));
    }
    // What is no answer here takes nothing else with it, and is told.
    let mut more = given.clone();
    more.insert("truth_public".into(), json!({"1": 1, "9": 1}));
    let replayed = for_accounts(&questionnaire, &accounts, &more);
    assert_eq!((replayed.unused, replayed.other_accounts), (1, false));
    assert_eq!(replayed.result.get("truth_knows"), answers.get("truth_knows"));
    assert_eq!(replayed.result.get("hours"), answers.get("hours"));

    given.extend([("age".to_owned(), json!(30)), ("shoe_size".to_owned(), json!(41))]);
    assert_eq!(for_accounts(&questionnaire, &accounts, &given).unused, 2);
}

#[test]
fn the_interview_knows_how_far_it_is() {
    let questionnaire = standard();
    let interview = begin(&questionnaire, "en", &two_accounts());
    let (first, of) = interview.next().unwrap().progress();
    assert!(first == 1 && (20..=30).contains(&of), "{of}");
}
