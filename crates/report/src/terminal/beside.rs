//! What was asked beside what is traced, in lines.

use super::{Page, fit};
use crate::beside::{AskedAccount, BesideRow};
use crate::rich::Rich;

impl Page {
    /// One thing: what was said, what the data shows, whether that fits.
    pub(super) fn beside(&mut self, row: &BesideRow) {
        let together = row.together.map(|one| format!(" [{}]", one.as_str())).unwrap_or_default();
        self.line(&format!("   {}{together}", row.what));
        self.paragraph(&Rich::from("you said: ").then(row.asked.clone()), "      ");
        self.paragraph(&Rich::from("your data: ").then(row.traced.clone()), "      ");
    }

    /// One account with what was answered.
    pub(super) fn asked_account(&mut self, account: &AskedAccount) {
        let grade = account.grade.as_ref().map(|grade| format!(" [{grade}]")).unwrap_or_default();
        self.line(&format!(
            "   {} {:<9} {}{grade}",
            fit(&account.name, 24),
            account.platform,
            account.traced
        ));
        let answered = account.answers().into_iter().filter(|(_, said)| *said != "–");
        let answers: Vec<String> = answered.map(|(what, said)| format!("{what}: {said}")).collect();
        self.paragraph(&Rich::from(answers.join("; ")), "      ");
    }
}
