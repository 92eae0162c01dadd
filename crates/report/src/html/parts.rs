//! Lists, tables and folds.

use super::write::{Html, escape};
use crate::document::{AccountEntry, Action, ChainEntry, CoverageRow, FindingLine, KindEntry, RecordLine};
use crate::numbers::{Quantity, count, fixed};
use crate::rich::Rich;

pub fn list(html: &mut Html, items: &[Rich]) {
    html.raw("<ul>\n");
    for item in items {
        html.raw("<li>");
        html.rich(item);
        html.raw("</li>\n");
    }
    html.raw("</ul>\n");
}

pub fn quantities(html: &mut Html, title: &str, rows: &[Quantity]) {
    html.raw("<div class=\"scroll\"><table class=\"quantities\">\n");
    html.raw(&format!("<caption>{}</caption>\n", escape(title)));
    html.raw("<thead><tr><th scope=\"col\">What</th><th scope=\"col\">How much</th><th scope=\"col\">Counted over, and notes</th></tr></thead>\n<tbody>\n");
    for row in rows {
        quantity_row(html, row);
    }
    html.raw("</tbody></table></div>\n");
}

fn quantity_row(html: &mut Html, row: &Quantity) {
    html.raw(&format!("<tr><th scope=\"row\">{}</th><td class=\"amount\">", escape(&row.label)));
    match row.value {
        Some(_) => html.text(&row.in_words()),
        None => html.raw("<span class=\"unknown\">unknown</span>"),
    }
    let beside: Vec<&str> = [&row.base, &row.note].into_iter().flatten().map(String::as_str).collect();
    html.raw(&format!("</td><td class=\"faint\">{}</td></tr>\n", escape(&beside.join("; "))));
}

pub fn accounts(html: &mut Html, accounts: &[AccountEntry]) {
    html.raw("<ol class=\"accounts\">\n");
    for account in accounts {
        html.raw("<li><div class=\"account\">\n<p class=\"who\">");
        html.raw(&format!("<span class=\"rank\" aria-hidden=\"true\">{}</span><strong>", account.rank));
        html.isolated(&account.name);
        html.raw(&format!("</strong> <span class=\"faint\">{}</span>", escape(&account.platform)));
        if let Some(grade) = &account.grade {
            html.raw(&format!(" <span class=\"chip grade-{0}\">grade {0}</span>", escape(grade)));
        }
        if account.parasocial {
            html.raw(" <span class=\"chip\">regular, public figure</span>");
        } else if account.public_figure {
            html.raw(" <span class=\"chip\">public figure</span>");
        }
        if let Some(rung) = &account.reached {
            html.raw(&format!(" <span class=\"chip quiet\">went as far as: {}</span>", escape(rung)));
        }
        html.raw("</p>\n<p>");
        html.rich(&account.says);
        html.raw("</p>\n<details><summary>Numbers and records<span class=\"hidden\"> of ");
        html.text(&account.name);
        html.raw("</span></summary>\n<div>\n");
        quantities(html, "Numbers", &account.quantities);
        records(html, &account.records, account.records_total, &account.command);
        html.raw("</div></details>\n</div></li>\n");
    }
    html.raw("</ol>\n");
}

fn records(html: &mut Html, records: &[RecordLine], total: u64, command: &str) {
    if records.is_empty() {
        return;
    }
    html.raw("<div class=\"scroll\"><table class=\"records\">\n");
    html.raw(&format!("<caption>The latest {} of {} records</caption>\n", records.len(), count(total)));
    html.raw("<thead><tr><th scope=\"col\">Day</th><th scope=\"col\">What</th><th scope=\"col\">Where it stands</th></tr></thead>\n<tbody>\n");
    for record in records {
        html.raw(&format!(
            "<tr><td>{}</td><td>{}</td><td class=\"faint\">",
            escape(record.at.as_deref().unwrap_or("undated")),
            escape(&record.what)
        ));
        origin(html, record);
        html.raw("</td></tr>\n");
    }
    html.raw(&format!(
        "</tbody></table></div>\n<p class=\"faint\">All of them: <code>{}</code></p>\n",
        escape(command)
    ));
}

fn origin(html: &mut Html, record: &RecordLine) {
    html.isolated(&record.member);
    html.raw(&format!(", record {}", record.record));
}

pub fn findings(html: &mut Html, kinds: &[KindEntry]) {
    for kind in kinds {
        html.raw(&format!(
            "<article class=\"kind severity-{}\">\n<h4>{}</h4>\n",
            kind.severity,
            escape(&kind.title)
        ));
        html.raw(&format!("<p><span class=\"chip\">{}</span> ", escape(&kind.says)));
        for title in &kind.feeds {
            html.raw(&format!("<span class=\"chip quiet\">{}</span> ", escape(title)));
        }
        html.raw(&format!(
            "</p>\n<p>{}</p>\n<p class=\"advice\"><strong>What to do.</strong> {}</p>\n",
            escape(&kind.consequence),
            escape(&kind.advice)
        ));
        let (first, rest) = kind.findings.split_at(kind.findings.len().min(4));
        finding_lines(html, first);
        if !rest.is_empty() {
            html.raw(&format!("<details class=\"more\"><summary>{} more</summary>\n<div>\n", rest.len()));
            finding_lines(html, rest);
            html.raw("</div></details>\n");
        }
        if kind.more > 0 {
            html.raw(&format!(
                "<p class=\"faint\">And {} more, which are not listed here.</p>\n",
                count(kind.more)
            ));
        }
        html.raw("</article>\n");
    }
}

fn finding_lines(html: &mut Html, lines: &[FindingLine]) {
    html.raw("<ul class=\"findings\">\n");
    for line in lines {
        html.raw(&format!("<li><p><span class=\"secret\">{}</span> ", escape(&line.masked)));
        html.text(&line.place);
        if let Some(at) = &line.at {
            html.raw(&format!(", <time datetime=\"{0}\">{0}</time>", escape(at)));
        }
        html.raw(&format!(" <span class=\"chip weight-{}\">{}</span>", line.severity, escape(&line.weight)));
        if !line.remarks.is_empty() {
            html.raw(&format!(" <span class=\"faint\">{}</span>", escape(&line.remarks.join("; "))));
        }
        html.raw(
            "</p>\n<details class=\"open\"><summary>Show what stands there</summary>\n<p class=\"quote\">",
        );
        html.isolated(&line.open.before);
        html.raw("<mark>");
        html.isolated(&line.open.found);
        html.raw("</mark>");
        html.isolated(&line.open.after);
        html.raw("</p>\n<p class=\"faint\">");
        origin(html, &line.origin);
        if let Some(link) = &line.link {
            html.raw(". ");
            html.link("Open the post", link);
            html.raw(" (this leaves the report)");
        }
        html.raw("</p></details></li>\n");
    }
    html.raw("</ul>\n");
}

pub fn chains(html: &mut Html, chains: &[ChainEntry]) {
    html.raw("<ul class=\"chains\">\n");
    for chain in chains {
        html.raw(&format!(
            "<li><strong>{}</strong> <span class=\"chip quiet\">{}</span><br>{} <span class=\"advice\"><strong>What to do.</strong> {}</span></li>\n",
            escape(&chain.title),
            escape(&chain.consequence),
            escape(&chain.says),
            escape(&chain.advice)
        ));
    }
    html.raw("</ul>\n");
}

pub fn actions(html: &mut Html, actions: &[Action]) {
    html.raw("<ol class=\"actions\">\n");
    for action in actions {
        html.raw("<li><strong>");
        html.rich(&action.title);
        html.raw("</strong><br>");
        html.rich(&action.why);
        html.raw("</li>\n");
    }
    html.raw("</ol>\n");
}

pub fn coverage(html: &mut Html, rows: &[CoverageRow]) {
    html.raw("<div class=\"scroll\" role=\"region\" aria-label=\"What each export shows\" tabindex=\"0\"><table class=\"coverage\">\n<caption>One line for each kind of act that the exports can hold</caption>\n");
    html.raw("<thead><tr><th scope=\"col\">What</th><th scope=\"col\">In the export</th><th scope=\"col\">From, to</th><th scope=\"col\">Holds</th><th scope=\"col\">Would an answer be seen?</th><th scope=\"col\">Undated</th><th scope=\"col\">Says whom</th></tr></thead>\n");
    for platform in rows.chunk_by(|a, b| a.platform == b.platform) {
        let title = platform.first().map(|row| row.platform.as_str()).unwrap_or_default();
        html.raw(&format!(
            "<tbody><tr class=\"group\"><th scope=\"rowgroup\" colspan=\"7\">{}</th></tr>\n",
            escape(title)
        ));
        for row in platform {
            coverage_row(html, row);
        }
        html.raw("</tbody>\n");
    }
    html.raw("</table></div>\n");
}

fn coverage_row(html: &mut Html, row: &CoverageRow) {
    let held = if row.events > 0 {
        crate::numbers::counted(row.events, "event", "events")
    } else {
        row.state.clone()
    };
    let window = match (&row.from, &row.to) {
        (Some(from), Some(to)) => format!("{from}, {to}"),
        _ => String::new(),
    };
    let percent = |share: Option<f64>| share.map_or(String::new(), |share| format!("{}%", fixed(share, 0)));
    html.raw(&format!(
        "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
        escape(&row.what),
        escape(&held),
        escape(&window),
        escape(&row.mode),
        escape(&row.reverse),
        percent(row.undated),
        percent(row.party_known)
    ));
}

pub fn notes(html: &mut Html, notes: &[String]) {
    html.raw("<ul class=\"notes\">\n");
    for note in notes {
        html.raw("<li><pre>");
        html.text(note);
        html.raw("</pre></li>\n");
    }
    html.raw("</ul>\n");
}
