//! What the rules find in one record, on its own.

use lexicon::Lexicon;
use measure::oversharing::{Oversharing, Writer};

use crate::kit::{Kit, Options};
use crate::{Recognised, writer};

/// Looks at single records through the very code that `check` runs over all of them.
pub struct Finder<'k> {
    kit: &'k Kit,
    writer: Writer,
}

impl<'k> Finder<'k> {
    /// For the exports of one person.
    pub fn new(recognised: &Recognised<'_>, kit: &'k Kit, options: &Options) -> Self {
        Self { kit, writer: writer(recognised, options) }
    }

    /// The rules that look.
    pub const fn lexicon(&self) -> &'k Lexicon {
        &self.kit.lexicon
    }

    /// The ids of the rules that find something in what `look` shows.
    pub fn find(&self, look: impl FnOnce(&mut Oversharing<'k>)) -> Vec<&'k str> {
        let mut oversharing = Oversharing::new(&self.kit.lexicon, self.writer.clone());
        look(&mut oversharing);
        let found = oversharing.finish(&self.kit.oversharing, None);
        let rules = self.kit.lexicon.rules();
        found.kinds.iter().filter_map(|kind| rules.get(kind.rule)).map(|rule| rule.id.as_str()).collect()
    }
}
