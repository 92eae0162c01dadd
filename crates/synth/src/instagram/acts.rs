//! Likes, story interactions, comments, saves and the other acts with one file each.

use event::{At, Direction, Kind, Platform};

use super::entries::{address, bare_map, entry, labelled, link, list, map, text, time, value};
use super::{Folder, Root, Writer};
use crate::dice::Dice;
use crate::export::{Row, Sheet};
use crate::json::{Json, object};
use crate::life::act::{Act, CommentOn, Sticker, What};
use crate::text_time::second;

const INSTAGRAM: Platform = Platform::Instagram;

/// An outgoing line of an act on Instagram.
pub(super) fn outgoing(kind: Kind, act: &Act) -> Row {
    Row::new(INSTAGRAM, kind, Direction::Outgoing, At::second(second(act.at)))
}

/// The owner's own line of an act on Instagram.
pub(super) fn own(kind: Kind, act: &Act) -> Row {
    Row::new(INSTAGRAM, kind, Direction::Own, At::second(second(act.at)))
}

impl Writer<'_> {
    pub(super) fn acts(&mut self) {
        self.liked_posts();
        let lesser = self.book.person.variant.instagram_lesser;
        if lesser {
            self.simple(
                Folder::Likes,
                "liked_comments.json",
                "likes_comment_likes",
                What::LikeComment,
                Kind::React,
            );
        }
        self.story_likes();
        self.simple(
            Folder::Stories,
            "emoji_story_reactions.json",
            "story_activities_emoji_quick_reactions",
            What::StoryReaction,
            Kind::React,
        );
        self.stickers();
        self.comments(CommentOn::Post, "post_comments_1.json", "comments_media_comments");
        self.comments(CommentOn::Reel, "reels_comments.json", "comments_reels_comments");
        if self.late() {
            self.comments(CommentOn::Story, "hype.json", "comments_story_comments");
        }
        if lesser {
            self.saves();
        }
        if self.late() {
            self.reposts();
            self.simple(
                Folder::Events,
                "event_reminders.json",
                "events_event_reminders",
                What::Attend,
                Kind::Attend,
            );
            self.subscriptions();
            self.hidden();
        }
    }

    /// Legacy: one record for each author, and now and then two likes of the same author in one.
    fn liked_posts(&mut self) {
        let mut sheet = Sheet::new(self.path(Folder::Likes, "liked_posts.json"));
        let likes = self.own(|what| what == What::Like);
        if self.newest() {
            let mut dice = Dice::new(self.book.person.request.seed, "liked posts");
            for (_, act) in likes {
                sheet.push(self.labelled_like(act, &mut dice));
                self.book.expect_act(&sheet, outgoing(Kind::React, act).item(&act.item), act);
            }
            return self.add(sheet, Root::Bare);
        }
        let mut rest = likes.as_slice();
        while let Some(((_, first), after)) = rest.split_first() {
            let twins = after.iter().take_while(|(_, next)| next.with == first.with).take(1).count();
            let (group, after) = rest.split_at(1 + twins);
            let entries =
                group.iter().map(|(_, act)| entry(Some(&act.item), Some(&act.other), act.at)).collect();
            sheet.push(list(self.book.handle(INSTAGRAM, first.with), entries));
            for (_, act) in group {
                self.book.expect_act(&sheet, outgoing(Kind::React, act).item(&act.item), act);
            }
            rest = after;
        }
        self.add(sheet, Root::Key("likes_media_likes"));
    }

    fn labelled_like(&self, act: &Act, dice: &mut Dice) -> Json {
        let handle = self.book.handle(INSTAGRAM, act.with);
        let person = self.book.person;
        let name = match act.with {
            crate::life::act::With::Account(at) => person.accounts[at].name.as_str(),
            _ => person.owner.name.as_str(),
        };
        let owner = vec![object! {
            "dict" => vec![
                link("URL", &format!("https://www.instagram.com/{handle}")),
                value("Name", name),
                value("Username", handle),
            ],
            "title" => "",
        }];
        let labels = vec![link("URL", &act.item), object! { "dict" => owner, "title" => "Owner" }];
        labelled(act.at, labels, dice)
    }

    /// A file of `title` and one entry each, with an address in it.
    fn simple(&mut self, folder: Folder, name: &str, key: &'static str, what: What, kind: Kind) {
        let mut sheet = Sheet::new(self.path(folder, name));
        for (_, act) in self.own(|done| done == what) {
            let title = self.book.handle(INSTAGRAM, act.with);
            sheet.push(list(title, vec![entry(Some(&act.item), Some(&act.other), act.at)]));
            self.book.expect_act(&sheet, outgoing(kind, act).item(&act.item), act);
        }
        if !sheet.is_empty() || what == What::LikeComment {
            self.add(sheet, Root::Key(key));
        }
    }

    fn story_likes(&mut self) {
        let mut sheet = Sheet::new(self.path(Folder::Stories, "story_likes.json"));
        for (_, act) in self.own(|what| what == What::LikeStory) {
            let title = self.book.handle(INSTAGRAM, act.with);
            sheet.push(object! { "title" => title, "string_list_data" => vec![entry(None, None, act.at)] });
            self.book.expect_act(&sheet, outgoing(Kind::React, act), act);
        }
        self.add(sheet, Root::Key("story_activities_story_likes"));
    }

    fn stickers(&mut self) {
        let files = [
            (Sticker::Poll, "polls.json", "story_activities_polls"),
            (Sticker::Quiz, "quizzes.json", "story_activities_quizzes"),
            (Sticker::Question, "questions.json", "story_activities_questions"),
            (Sticker::Slider, "emoji_sliders.json", "story_activities_emoji_sliders"),
            (Sticker::Countdown, "countdowns.json", "story_activities_countdowns"),
        ];
        for (sticker, name, key) in files {
            let mut sheet = Sheet::new(self.path(Folder::Stories, name));
            for (_, act) in self.own(|what| what == What::Sticker(sticker)) {
                let title = self.book.handle(INSTAGRAM, act.with);
                let record = match sticker {
                    Sticker::Question | Sticker::Countdown => {
                        list(title, vec![entry(Some(""), Some(&act.text), act.at)])
                    }
                    _ => object! {
                        "title" => title,
                        "string_list_data" => vec![entry(None, Some(&act.text), act.at)],
                    },
                };
                sheet.push(record);
                self.book.expect_act(&sheet, outgoing(Kind::PollAnswer, act).own_text(&act.text), act);
            }
            self.add(sheet, Root::Key(key));
        }
    }

    fn comments(&mut self, on: CommentOn, name: &str, key: &'static str) {
        let mut sheet = Sheet::new(self.path(Folder::Comments, name));
        for (at, act) in self.own(|what| what == What::Comment(on)) {
            let owner = self.book.handle(INSTAGRAM, act.with);
            let record = if self.late() {
                let entries = vec![
                    ("Comment", object! { "value" => &act.text }),
                    ("Media Owner", object! { "value" => owner }),
                    (self.label("Time"), object! { "timestamp" => act.at }),
                ];
                object! { "media_list_data" => vec![object! { "uri" => "" }] }.with(
                    "string_map_data",
                    Json::object(entries.into_iter().map(|(k, v)| (k.to_owned(), v))),
                )
            } else {
                map(
                    "",
                    vec![
                        ("Comment", text(&act.text)),
                        ("Media Owner", text(owner)),
                        (self.label("Time"), time(act.at)),
                    ],
                )
            };
            sheet.push(record);
            let row = outgoing(Kind::Comment, act).own_text(&act.text);
            self.book.place(at, &sheet, row.audience);
            self.book.expect_act(&sheet, row, act);
        }
        // Only the comments under posts are a bare list, and only since 2023.
        let bare = self.late() && on == CommentOn::Post;
        self.add(sheet, if bare { Root::Bare } else { Root::Key(key) });
    }

    fn saves(&mut self) {
        let mut sheet = Sheet::new(self.path(Folder::Saved, "saved_posts.json"));
        for (_, act) in self.own(|what| what == What::Save) {
            let title = self.book.handle(INSTAGRAM, act.with);
            let saved =
                if self.late() { entry(Some(&act.item), None, act.at) } else { address(&act.item, act.at) };
            sheet.push(object! {
                "title" => title,
                "string_map_data" => object! { "Saved on" => saved },
            });
            self.book.expect_act(&sheet, outgoing(Kind::Save, act).item(&act.item), act);
        }
        self.add(sheet, Root::Key("saved_saved_media"));
    }

    fn reposts(&mut self) {
        let mut sheet = Sheet::new("personal_information/personal_information/reposts.json".to_owned());
        for (_, act) in self.own(|what| what == What::Repost) {
            sheet.push(map("", vec![("Time of repost", time(act.at)), ("Text", text(""))]));
            self.book.expect(&sheet, &own(Kind::Share, act));
        }
        if !sheet.is_empty() {
            self.add(sheet, Root::Key("profile_media_reposts"));
        }
    }

    fn subscriptions(&mut self) {
        let mut sheet = Sheet::new(self.path(Folder::Subscriptions, "reels.json"));
        for (_, act) in self.own(|what| what == What::Subscribe) {
            let handle = self.book.handle(INSTAGRAM, act.with);
            let name = object! { "href" => "", "value" => handle, "timestamp" => act.at };
            sheet.push(map("", vec![("User Name", name), ("External URL", address(&act.item, 0))]));
            self.book.expect_act(&sheet, outgoing(Kind::Subscribe, act).item(&act.item), act);
        }
        if !sheet.is_empty() {
            self.add(sheet, Root::Key("subscriptions_reels"));
        }
    }

    fn hidden(&mut self) {
        let mut posts = Sheet::new(self.path(Folder::Seen, "posts_you're_not_interested_in.json"));
        for (_, act) in self.own(|what| what == What::HidePost) {
            posts.push(object! { "string_list_data" => vec![entry(Some(&act.item), Some(""), act.at)] });
            self.book.expect(&posts, &outgoing(Kind::Mute, act).item(&act.item));
        }
        self.add(posts, Root::Key("impressions_history_posts_not_interested"));
        let name = "accounts_you're_not_interested_in.json|profiles_you're_not_interested_in.json";
        let mut profiles = Sheet::new(self.path(Folder::Seen, name));
        for (_, act) in self.own(|what| what == What::HideProfile) {
            let handle = self.book.handle(INSTAGRAM, act.with);
            profiles.push(map(
                "",
                vec![(self.label("Username"), text(handle)), (self.label("Time"), time(act.at))],
            ));
            self.book.expect_act(&profiles, outgoing(Kind::Mute, act), act);
        }
        self.add(profiles, Root::Key("impressions_history_recs_hidden_authors"));
    }

    /// A record of something seen, in the manner of the layout.
    pub(super) fn seen_record(&self, label: &'static str, name: &str, at: i64) -> Json {
        if self.late() {
            let (name, at) = (object! { "value" => name }, object! { "timestamp" => at });
            bare_map(vec![(self.label(label), name), (self.label("Time"), at)])
        } else {
            map("", vec![(self.label(label), text(name)), (self.label("Time"), time(at))])
        }
    }
}
