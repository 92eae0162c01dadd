//! An older export against a newer one.

use crate::runs::{ACCOUNT, Desk, tweet, ytd, zip};

fn export(posts: &[(usize, &str)]) -> Vec<u8> {
    let tweets: Vec<String> = posts.iter().map(|(day, text)| tweet(*day, *day, text)).collect();
    zip(&[ACCOUNT, ("data/tweets.js", &ytd("tweets", &tweets))])
}

#[test]
fn what_was_taken_back_what_is_still_there_and_what_is_new() {
    let old = [
        (1, "mail me: ida.heron@not-a-real-mailbox.org"),
        (2, "the wifi password is Pelican77x, come in"),
        (3, "a day like any other"),
    ];
    let new = [
        (1, "mail me: ida.heron@not-a-real-mailbox.org"),
        (5, "write to Ida.Heron@not-a-real-mailbox.org, as ever"),
        (9, "we are on holiday in Lisbon until Sunday!"),
    ];
    let desk = Desk::new().with("old.zip", export(&old)).with("new.zip", export(&new));
    insta::assert_snapshot!(desk.seen("diff old.zip new.zip"));
    let html = std::fs::read_to_string(desk.path().join("parasocial-changes.html")).unwrap();
    assert!(html.contains("No longer there: 1") && !html.contains("Pelican77x"));
}

#[test]
fn one_of_the_two_cannot_be_used() {
    let desk =
        Desk::new().with("old.zip", zip(&[("notes.txt", "milk")])).with("new.zip", export(&[(1, "hello")]));
    insta::assert_snapshot!(format!(
        "{}\n\n{}",
        desk.seen("diff old.zip new.zip"),
        desk.seen("diff new.zip old.zip --output other.html")
    ));
}
