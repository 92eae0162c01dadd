//! Writes YouTube as a Google Takeout (FORMATS.md, section 7).
//!
//! Names of folders, files and columns follow the language of the account; histories are HTML or JSON, or stand in My Activity;
//! comments come in one of three layouts of a table, or as a page. As each record is added, the lines that `docs/events.md`
//! makes of it are expected from the same act.

mod form;
mod history;
mod life;
mod tables;
mod words;

use event::Platform;

use crate::dice::Dice;
use crate::export::{Book, Written};
use crate::person::Person;

pub use form::Form;
pub use life::{Tube, live};

impl Tube {
    /// What counts as posted: comments, answers, messages in live chats, videos.
    pub fn posts(&self) -> usize {
        self.comments.len() + self.chats.len() + self.uploads.len()
    }
}

/// Writes a person's Takeout: one archive, or two that belong together.
pub fn write(person: &Person, tube: &Tube) -> Vec<Written> {
    let form = Form::choose(&person.request);
    let mut dice = Dice::new(person.request.seed, "youtube archive");
    let stamp = person.request.until.to_string().replace('-', "");
    let name = |part: u32| format!("takeout-{stamp}T120000Z-SYNTHETIC-{part:03}.zip");
    let channel = form.tells_channel(tube).then(|| tube.id.clone());
    let open = |part: u32| {
        Book::new(person, Platform::YouTube, name(part), &form.folder()).of_channel(channel.clone())
    };
    let mut first = Writer { form: &form, tube, book: open(1) };
    first.histories(&mut dice);
    let mut written = Vec::new();
    if form.two_parts {
        let mut second = Writer { form: &form, tube, book: open(2) };
        second.tables();
        written.extend([first.book.close(), second.book.close()]);
    } else {
        first.tables();
        written.push(first.book.close());
    }
    // Where nothing was chosen that was done, no archive would come.
    written.retain(|one| !one.export.expected.is_empty());
    written
}

/// Writes one archive.
struct Writer<'w> {
    form: &'w Form,
    tube: &'w Tube,
    book: Book<'w>,
}

impl Writer<'_> {
    /// A path in the folder of the product, or for a file of My Activity beside it.
    fn path(&self, file: &str) -> String {
        match self.form.product() {
            Some(product) if !file.contains("YouTube/") => format!("{product}/{file}"),
            _ => file.to_owned(),
        }
    }
}
