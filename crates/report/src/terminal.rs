//! One screen that answers the questions. What it leaves out stands in the HTML file.

mod beside;

use crate::document::{AccountEntry, Block, Document, Figure, FigureData, KindEntry, Section};
use crate::numbers::fixed;
use crate::rich::{Rich, Span};

/// How a terminal can be written to.
#[derive(Debug, Clone, Copy)]
pub struct Screen {
    /// Letters in a line, at least 60.
    pub width: usize,
    pub colour: bool,
}

/// The document in about forty lines.
pub fn render(document: &Document, screen: Screen) -> String {
    let mut page =
        Page { text: String::new(), screen: Screen { width: screen.width.clamp(60, 110), ..screen } };
    page.head(document);
    for (number, answer) in document.answers.iter().enumerate() {
        page.line("");
        let title = format!("{}. {}", number + 1, answer.question);
        page.styled(&title, Style::Faint);
        page.styled(&format!("   {}", answer.answer.plain()), Style::Strong);
        page.paragraph(&answer.detail, "   ");
        if let Some(section) = document.sections.iter().find(|section| section.id == answer.section) {
            page.highlights(section);
        }
    }
    page.foot(document);
    page.text
}

#[derive(Clone, Copy)]
enum Style {
    Strong,
    Faint,
}

struct Page {
    text: String,
    screen: Screen,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn styled(&mut self, line: &str, style: Style) {
        let code = match style {
            Style::Strong => "1",
            Style::Faint => "2",
        };
        let styled =
            if self.screen.colour { format!("\u{1b}[{code}m{line}\u{1b}[0m") } else { line.to_owned() };
        self.line(&styled);
    }

    fn head(&mut self, document: &Document) {
        self.styled(&document.title, Style::Strong);
        for export in &document.exports {
            let account = export.account.as_ref().map(|account| format!(" {account}")).unwrap_or_default();
            let span = match (&export.from, &export.to) {
                (Some(from), Some(to)) => format!(", {from} to {to}"),
                _ => String::new(),
            };
            self.paragraph(&Rich::from(format!("{}{account}{span}", export.platform)), "");
        }
        if document.synthetic {
            self.line("SYNTHETIC: this person is invented.");
        }
    }

    fn foot(&mut self, document: &Document) {
        let limits = document.sections.iter().find(|section| section.id == "limits");
        let unread = limits.and_then(|section| section.lead.first());
        if let Some(unread) = unread {
            self.line("");
            self.paragraph(&first_sentence(unread), "");
        }
    }

    /// The part of a section that is worth a line on a screen.
    fn highlights(&mut self, section: &Section) {
        for block in &section.blocks {
            match block {
                Block::Accounts { accounts } => {
                    accounts.iter().take(5).for_each(|account| self.account(account))
                }
                Block::Figure { figure: Figure { data: FigureData::Consequences { bars, .. }, .. } } => {
                    for bar in bars.iter().filter(|bar| bar.score > 0.0).take(3) {
                        self.bar(
                            &bar.title,
                            bar.score / 100.0,
                            &format!("{} ({})", bar.level, fixed(bar.score, 0)),
                        );
                    }
                }
                Block::Findings { kinds } => kinds.iter().take(3).for_each(|kind| self.kind(kind)),
                Block::List { items } => {
                    items
                        .iter()
                        .take(4)
                        .for_each(|item| self.paragraph(&Rich::from("- ").then(item.clone()), "   "));
                }
                Block::Actions { actions } => {
                    for action in actions.iter().take(3) {
                        self.paragraph(&Rich::from("- ").then(action.title.clone()), "   ");
                    }
                }
                Block::Beside { rows, .. } => rows.iter().for_each(|row| self.beside(row)),
                Block::AskedAccounts { accounts } => accounts.iter().for_each(|one| self.asked_account(one)),
                _ => {}
            }
        }
    }

    fn account(&mut self, account: &AccountEntry) {
        let says = account.says.0.iter().find_map(|span| match span {
            Span::Strong(text) => Some(text.trim_end_matches([':', ' ', '.']).to_owned()),
            _ => None,
        });
        let share = account.quantities.first().filter(|share| share.value.is_some());
        let share = share.map(|share| format!(", {} from you", share.in_words())).unwrap_or_default();
        let grade = account.grade.as_ref().map(|grade| format!(" [{grade}]")).unwrap_or_default();
        let name = fit(&account.name, 24);
        let line = format!(
            "   {:>2} {name} {:<9}{} {}{share}",
            account.rank,
            account.platform,
            grade,
            says.unwrap_or_default()
        );
        self.line(fit(&line, self.screen.width).trim_end());
    }

    fn kind(&mut self, kind: &KindEntry) {
        let example = kind.findings.first();
        let place =
            example.and_then(|finding| finding.at.as_ref().map(|at| format!(", {at}"))).unwrap_or_default();
        let masked = example.map(|finding| finding.masked.clone()).unwrap_or_default();
        self.paragraph(&Rich::from(format!("{}: {} ({masked}{place})", kind.title, kind.says)), "   ");
    }

    fn bar(&mut self, title: &str, part: f64, says: &str) {
        let filled = (part.clamp(0.0, 1.0) * 12.0).round() as usize;
        let bar: String =
            std::iter::repeat_n('█', filled).chain(std::iter::repeat_n('░', 12 - filled)).collect();
        self.line(&format!("   {} {bar} {says}", fit(title, 47)));
    }

    /// A sentence, broken into lines, each with the indent.
    fn paragraph(&mut self, rich: &Rich, indent: &str) {
        let mut line = indent.to_owned();
        for word in rich.plain().split_whitespace() {
            let used = line.chars().count();
            if used > indent.chars().count() && used + 1 + word.chars().count() > self.screen.width {
                self.line(&line);
                line = indent.to_owned();
            }
            if line.chars().count() > indent.chars().count() {
                line.push(' ');
            }
            line.push_str(word);
        }
        self.line(&line);
    }
}

/// Exactly so many letters: cut, or filled with spaces.
fn fit(text: &str, width: usize) -> String {
    let letters = text.chars().count();
    if letters <= width {
        return format!("{text}{}", " ".repeat(width - letters));
    }
    let mut cut: String = text.chars().take(width.saturating_sub(1)).collect();
    cut.push('…');
    cut
}

fn first_sentence(rich: &Rich) -> Rich {
    let plain = rich.plain();
    Rich::from(plain.split_inclusive(". ").next().unwrap_or(&plain).trim().to_owned())
}
