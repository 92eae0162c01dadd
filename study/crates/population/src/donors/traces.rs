//! What a donor's data shows, by what was asked and what is assumed between the two.

use microdata::Column;
use questionnaire::types::{self, Edges};
use survey::draws::Draws;

use super::{FINDINGS, Table, number};
use crate::answers::Columns;
use crate::assumptions::Assumptions;
use crate::chance::{normal, poisson, stream};
use crate::people::Person;

/// Bounds within which hours a day are drawn, by the answer: those of [`questionnaire::types::HOURS`], but above 0 and with an end.
const HOURS: [(f64, f64); 8] =
    [(0.03, 0.167), (0.167, 0.5), (0.5, 1.0), (1.0, 2.0), (2.0, 3.0), (3.0, 4.0), (4.0, 6.0), (6.0, 10.0)];
/// Bounds within which posts a day are drawn, by the answer. Finer than [`questionnaire::types::POSTS`]: "about 1 a day" is drawn around
/// 1, and the highest has an end.
const POSTS: [(f64, f64); 7] =
    [(0.0, 0.01), (0.01, 0.14), (0.14, 0.5), (0.5, 0.93), (0.93, 1.5), (1.5, 5.5), (5.5, 12.0)];

/// The traced columns, a cell for each donor.
pub fn traced(assumed: &Assumptions, people: &[Person], columns: &Columns, donors: &[usize]) -> Columns {
    let mut draws = stream(assumed.seed, "traces");
    let mut table = Table::default();
    let mut of_types = Vec::with_capacity(donors.len());
    for row in donors.iter().copied() {
        let person = &people[row];
        let (low, high) = hours(assumed, columns, row, &mut draws);
        let posts = posts(assumed, columns, row, &mut draws);
        table.put("traced_hours_low", low);
        table.put("traced_hours_high", high);
        table.put("traced_posts", posts);
        let bounds = (low.unwrap_or(f64::NAN), high.unwrap_or(f64::NAN));
        let kind = types::traced(bounds, posts.unwrap_or(f64::NAN), Edges::default());
        of_types.push(kind.map(|kind| kind.code().to_owned()));
        acts(assumed, person, columns, row, &mut draws, &mut table);
        unrelated(assumed, person, &mut draws, &mut table);
        for category in FINDINGS {
            let often = 0.8 + 0.5 * posts.unwrap_or(0.3);
            table.put(&format!("traced_findings_{category}"), Some(poisson(&mut draws, often)));
        }
    }
    let mut traced: Columns = table.columns().collect();
    traced.insert("traced_type".into(), Column::Texts(of_types));
    traced
}

/// A spread of the log around a factor.
fn around(factor: f64, spread: f64, draws: &mut Draws) -> f64 {
    libm::exp(spread * normal(draws)) / factor
}

fn within((low, high): (f64, f64), draws: &mut Draws) -> f64 {
    low + (high - low) * draws.share()
}

/// `T = [L, U]` around hours that are shorter than those asked by the assumed factor.
fn hours(
    assumed: &Assumptions,
    columns: &Columns,
    row: usize,
    draws: &mut Draws,
) -> (Option<f64>, Option<f64>) {
    let rule = &assumed.traced;
    let code = number(columns, "hours", row).unwrap_or(4.0) as usize;
    let (from, to) = HOURS[code.clamp(1, HOURS.len()) - 1];
    // Evenly on the log scale: the answer is an interval of log hours.
    let asked = from * libm::pow(to / from, draws.share());
    let hours = asked * around(rule.hours_over, rule.hours_spread, draws);
    let low = hours * within((rule.lower[0], rule.lower[1]), draws);
    let high = hours * within((rule.upper[0], rule.upper[1]), draws);
    let open = draws.share() < rule.no_upper;
    (Some(low), if open { None } else { Some(high) })
}

fn posts(assumed: &Assumptions, columns: &Columns, row: usize, draws: &mut Draws) -> Option<f64> {
    let code = number(columns, "posts", row).unwrap_or(3.0) as usize;
    let asked = within(POSTS[code.clamp(1, POSTS.len()) - 1], draws);
    Some(asked * around(assumed.traced.posts_over, assumed.traced.count_spread, draws))
}

/// Messages, comments, reactions and events: around the asked counts, with their factor.
fn acts(
    assumed: &Assumptions,
    person: &Person,
    columns: &Columns,
    row: usize,
    draws: &mut Draws,
    table: &mut Table,
) {
    let rule = &assumed.traced;
    let asked = |name: &str| number(columns, name, row).unwrap_or(0.0);
    for (name, from, over) in [
        ("traced_messages", "messages_month", rule.messages_over),
        ("traced_comments", "comments_month", rule.comments_over),
    ] {
        let mean = asked(from) * around(over, rule.count_spread, draws) + 0.05;
        table.put(name, Some(poisson(draws, mean)));
    }
    let says = |name: &str| usize::from(asked(name) == 1.0);
    let mean =
        rule.reactions[says("contact_reaction")] * libm::exp(rule.reactions_by_usage * person.traits.usage);
    table.put("traced_reactions", Some(poisson(draws, mean)));
    table.put("traced_events", Some(poisson(draws, rule.events[says("contact_event")])));
}

/// What is drawn without regard to any answer, and what hangs on traits alone.
fn unrelated(assumed: &Assumptions, person: &Person, draws: &mut Draws, table: &mut Table) {
    let rule = &assumed.traced;
    let regularity = (0.18 + 0.09 * normal(draws)).clamp(-0.1, 0.9);
    let known = draws.share() >= rule.regularity_unknown;
    table.put("traced_regularity", known.then_some(regularity));
    let rebound = libm::exp(0.25 * normal(draws));
    let known = draws.share() >= rule.rebound_unknown;
    table.put("traced_rebound", known.then_some(rebound));
    let ties = 1.2 * libm::exp(0.5 * person.traits.attachment);
    table.put("traced_parasocial", Some(poisson(draws, ties)));
    let distance = 0.05 * libm::exp(0.8 * normal(draws));
    table.put("traced_distance", Some(distance));
}
