//! `demo`: the whole way of a synthetic study, and published figures beside estimates on the terminal.

use std::path::Path;

use book::{Published, PublishedLine, print};

use crate::arguments::{Demo, Input, Synth, Tables, Weigh};
use crate::failure::{Done, Failure};
use crate::{beside, save, synth, tabulate, weigh};

const WEIGHTED: &str = "weighted.parquet";
const WEIGHTING: &str = "weighting.md";
const REPORT: &str = "report";

/// # Errors
/// Those of its steps.
pub fn run(arguments: &Demo) -> Result<Done, Failure> {
    let (to, force) = (&arguments.to, arguments.force);
    save::check_free(&to.join(synth::ANSWERS), force)?;
    let made = synth::run(&Synth { to: to.clone(), seed: None, people: None, force })?;
    let weighed = weigh::run(&weighing(to, force))?;
    let tables = tables(to, force);
    let mut done = Done::default();
    let mut book = tabulate::book(&tables, &mut done)?;
    let (answers, traces, mut joined) =
        (Input::of(&to.join(WEIGHTED)), to.join(synth::TRACES), Done::default());
    book.comparisons.push(beside::of_donors(&answers, &traces, tables.plan.as_deref(), &mut joined)?);
    let report = save::folder(&tables.to)?;
    for (name, bytes) in tabulate::layouts(&book)? {
        save::bytes(&report.join(name), &bytes, force)?;
    }
    done.said.push(
        "SYNTHETIC: these people are invented, and their answers are fitted to the published figures.".into(),
    );
    done.said.extend(made.said.first().cloned());
    done.said.extend(weighed.said.first().cloned());
    done.said.append(&mut joined.said);
    if let Some(published) = &book.published {
        done.said.extend(compared(published));
    }
    done.said.push(String::new());
    for (what, path) in [
        ("the report", report.join("tables.html")),
        ("the workbook", report.join("tables.xlsx")),
        ("what was assumed", to.join(synth::ASSUMPTIONS)),
        ("the study's folder", to.clone()),
    ] {
        done.said.push(format!("{what}: {}", path.display()));
    }
    done.warned.extend(made.warned.into_iter().chain(weighed.warned).chain(joined.warned));
    Ok(done)
}

fn weighing(folder: &Path, force: bool) -> Weigh {
    Weigh {
        input: Input::of(&folder.join(synth::ANSWERS)),
        targets: folder.join(synth::TARGETS),
        to: folder.join(WEIGHTED),
        report: Some(folder.join(WEIGHTING)),
        force,
    }
}

fn tables(folder: &Path, force: bool) -> Tables {
    Tables {
        data: vec![folder.join(WEIGHTED)],
        plan: Some(folder.join(synth::PLAN)),
        by: Vec::new(),
        study: Some(folder.join(synth::STUDY)),
        codebook: None,
        published: Some(folder.join(synth::PUBLISHED)),
        types: true,
        to: folder.join(REPORT),
        threads: None,
        force,
    }
}

/// Published beside estimated, an item with its places at a time; then how near they are and what is left out.
fn compared(published: &Published) -> Vec<String> {
    let mut said = vec![
        String::new(),
        format!(
            "{:<34}{:>10}{:>10}   {:<14}{:>7}",
            "percent", "published", "estimated", "95% interval", "people"
        ),
    ];
    for (item, lines) in published.items() {
        said.push(item.to_owned());
        said.extend(lines.into_iter().map(line));
    }
    said.push(String::new());
    said.extend(published.summary());
    said.push(String::new());
    said.push("left out:".into());
    for figure in &published.left_out {
        let note = if figure.note.is_empty() { String::new() } else { format!(" ({})", figure.note) };
        said.push(format!(
            "  {}, {}, {}: {}{note}",
            figure.item,
            figure.place,
            print::rounded(figure.published, 1),
            figure.why
        ));
    }
    said
}

fn line(line: &PublishedLine) -> String {
    let group = if line.group.is_empty() { String::new() } else { format!(", {}", line.group) };
    let (mut estimated, mut interval) = (print::cell(&line.estimate, book::RowKind::Category), String::new());
    if let Some(figure) = line.estimate.figure() {
        estimated = print::decimal_percent(figure.value, 1);
        if let Some((low, high)) = figure.interval {
            interval = format!("{} to {}", print::decimal_percent(low, 1), print::decimal_percent(high, 1));
        }
    }
    let people = print::base(line.size.unweighted.map(|count| count as f64));
    let place = format!("{}{group}", line.place);
    let far = if line.within == Some(false) { "  more than half a point apart" } else { "" };
    format!(
        "  {place:<32}{:>10}{estimated:>10}   {interval:<14}{people:>7}{far}",
        print::rounded(line.published, 1)
    )
}
