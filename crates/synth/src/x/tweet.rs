//! The object of one post on X.

use crate::dice::Dice;
use crate::json::{Json, object};
use crate::life::act::{Act, Sort, What, With};
use crate::person::Person;
use crate::text_time::{tweet, zulu};

/// Letters that a post may have before the rest goes to `note-tweet.js`.
const LONGEST: usize = 272;
/// Letters that a repost keeps of what it passes on.
const REPOSTED: usize = 140;

/// What of a post the export holds.
pub struct Tweet {
    /// As it stands in `full_text`, before `&`, `<` and `>` are escaped.
    pub text: String,
    pub json: Json,
    /// Whether the export still knows the number of the account that is passed on.
    pub author_known: bool,
    /// The handle in the address of what is quoted; empty if nothing is.
    pub quoted: String,
}

/// Builds the object of a post.
pub fn build(person: &Person, act: &Act, dice: &mut Dice) -> Tweet {
    let handle = match act.with {
        With::Account(at) => person.accounts[at].x.as_ref().map_or("", |x| x.handle.as_str()),
        With::Owner => person.owner.x.handle.as_str(),
        With::Nobody => "",
    };
    let text = match act.what {
        What::Repost => cut(&format!("RT @{handle}: {}", act.text), REPOSTED),
        What::Post(Sort::Long) => cut(&act.text, LONGEST),
        _ => act.text.clone(),
    };
    let author_known = !(act.what == What::Repost && dice.chance(0.1));
    let mut named: Vec<usize> = act.mentions.clone();
    if let (What::Repost, With::Account(at), true) = (act.what, act.with, author_known) {
        named.push(at);
    }
    let quoted = if act.what == What::Quote { handle.to_owned() } else { String::new() };
    let escaped = escape(&text);
    let mut entities = object! {
        "hashtags" => hashtags(&escaped),
        "symbols" => Vec::new(),
        "user_mentions" => named.iter().filter_map(|&at| mention(person, at, &escaped)).collect::<Vec<_>>(),
        "urls" => urls(act, &quoted, &escaped, dice),
    };
    let media = media(person, act, &escaped);
    if !media.is_empty() {
        entities = entities.with("media", media.clone());
    }
    let json = around(person, act, &escaped, entities, dice);
    let json = reply_fields(json, person, act, handle, dice);
    let json =
        if media.is_empty() { json } else { json.with("extended_entities", object! { "media" => media }) };
    Tweet { text, json, author_known, quoted }
}

/// The fields that every post has, in the order of real archives.
fn around(person: &Person, act: &Act, escaped: &str, entities: Json, dice: &mut Dice) -> Json {
    let source = *dice.pick(&[
        r#"<a href="http://twitter.com/download/android" rel="nofollow">Twitter for Android</a>"#,
        r#"<a href="http://twitter.com/download/iphone" rel="nofollow">Twitter for iPhone</a>"#,
        r#"<a href="https://mobile.twitter.com" rel="nofollow">Twitter Web App</a>"#,
    ]);
    let repost = act.what == What::Repost;
    let length = escaped.chars().count().to_string();
    object! {
        "edit_info" => object! {
            "initial" => object! {
                "editTweetIds" => vec![Json::from(&act.item)],
                "editableUntil" => zulu((act.at + 3600) * 1000),
                "editsRemaining" => "5",
                "isEditEligible" => !repost,
            },
        },
        "retweeted" => false,
        "source" => source,
        "entities" => entities,
        "display_text_range" => vec![Json::from("0"), Json::from(length)],
        "favorite_count" => if repost { "0".to_owned() } else { dice.below(30).to_string() },
        "id_str" => &act.item,
        "truncated" => false,
        "retweet_count" => dice.below(5).to_string(),
        "id" => &act.item,
        "possibly_sensitive" => false,
        "created_at" => tweet(act.at),
        "favorited" => false,
        "full_text" => escaped,
        "lang" => person.request.language.as_str(),
    }
}

/// What is answered. The name of an account that is gone is missing.
fn reply_fields(json: Json, person: &Person, act: &Act, handle: &str, dice: &mut Dice) -> Json {
    if act.what != What::Reply {
        return json;
    }
    let id = match act.with {
        With::Account(at) => person.accounts[at].x.as_ref().map(|x| x.id.clone()),
        With::Owner => Some(person.owner.x.id.clone()),
        With::Nobody => None,
    };
    let gone = dice.chance(0.08);
    let name = (!gone && !handle.is_empty()).then_some(handle);
    json.with("in_reply_to_status_id_str", &act.other)
        .with("in_reply_to_status_id", &act.other)
        .with_some("in_reply_to_user_id_str", id.clone())
        .with_some("in_reply_to_user_id", id)
        .with_some("in_reply_to_screen_name", name)
}

/// Where a part stands in the text, in letters.
fn indices(text: &str, part: &str) -> Json {
    let start = text.find(part).map_or(0, |at| text[..at].chars().count());
    let end = start + part.chars().count();
    Json::from(vec![Json::from(start.to_string()), Json::from(end.to_string())])
}

fn hashtags(text: &str) -> Vec<Json> {
    let tags = text.split_whitespace().filter_map(|word| word.strip_prefix('#'));
    tags.map(|tag| object! { "text" => tag, "indices" => indices(text, &format!("#{tag}")) }).collect()
}

fn mention(person: &Person, at: usize, text: &str) -> Option<Json> {
    let account = &person.accounts[at];
    let x = account.x.as_ref()?;
    Some(object! {
        "name" => &account.name,
        "screen_name" => &x.handle,
        "indices" => indices(text, &format!("@{}", x.handle)),
        "id_str" => &x.id,
        "id" => &x.id,
    })
}

/// The shortened address at the end of a text, and what it stands for.
fn urls(act: &Act, quoted: &str, text: &str, dice: &mut Dice) -> Vec<Json> {
    let Some(short) = text.split_whitespace().find(|word| word.starts_with("https://t.co/")) else {
        return Vec::new();
    };
    let expanded = match act.what {
        What::Quote if !quoted.is_empty() => {
            let host = *dice.pick(&[
                "https://twitter.com",
                "https://x.com",
                "https://mobile.twitter.com",
                "https://www.twitter.com",
            ]);
            let tail = if dice.chance(0.2) { "?s=20" } else { "" };
            format!("{host}/{quoted}/status/{}{tail}", act.other)
        }
        What::Post(_) if act.other.starts_with("http") => act.other.clone(),
        _ => return Vec::new(),
    };
    let display = expanded.trim_start_matches("https://").chars().take(26).collect::<String>() + "…";
    vec![
        object! { "url" => short, "expanded_url" => &expanded, "display_url" => display, "indices" => indices(text, short) },
    ]
}

fn media(person: &Person, act: &Act, text: &str) -> Vec<Json> {
    let short = text.split_whitespace().find(|word| word.starts_with("https://t.co/")).unwrap_or_default();
    let size = |w: &str, h: &str, resize: &str| object! { "w" => w, "h" => h, "resize" => resize };
    act.media
        .iter()
        .map(|medium| {
            object! {
                "expanded_url" => format!("https://twitter.com/{}/status/{}/photo/1", person.owner.x.handle, act.item),
                "indices" => indices(text, short),
                "url" => short,
                "media_url" => medium.uri.replace("https://", "http://"),
                "id_str" => &act.item,
                "id" => &act.item,
                "media_url_https" => &medium.uri,
                "sizes" => object! {
                    "small" => size("680", "680", "fit"),
                    "thumb" => size("150", "150", "crop"),
                    "large" => size("1080", "1080", "fit"),
                    "medium" => size("1080", "1080", "fit"),
                },
                "type" => "photo",
                "display_url" => "pic.twitter.com/synthetic",
            }
        })
        .collect()
}

/// At most so many letters, the last one an ellipsis if something is missing.
fn cut(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    text.chars().take(letters - 1).collect::<String>().trim_end().to_owned() + "…"
}

/// As X writes texts.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_by_letters_and_escaped_after() {
        assert_eq!(cut("żółw & co", 5), "żółw…");
        assert_eq!(cut("short", 5), "short");
        assert_eq!(escape("a<b & c"), "a&lt;b &amp; c");
        assert_eq!(indices("é @x", "@x"), Json::from(vec![Json::from("2"), Json::from("4")]));
    }
}
