//! What was asked beside what is traced, as tables.

use super::write::{Html, escape};
use crate::beside::{AskedAccount, BesideRow, Together};

pub fn rows(html: &mut Html, title: &str, rows: &[BesideRow]) {
    let judged = rows.iter().any(|row| row.together.is_some());
    html.raw("<div class=\"scroll\"><table class=\"beside\">\n");
    html.raw(&format!("<caption>{}</caption>\n<thead><tr><th scope=\"col\">What</th>", escape(title)));
    html.raw("<th scope=\"col\">You said</th><th scope=\"col\">Your data shows</th>");
    html.raw(if judged {
        "<th scope=\"col\">Together</th></tr></thead>\n<tbody>\n"
    } else {
        "</tr></thead>\n<tbody>\n"
    });
    for row in rows {
        html.raw(&format!("<tr><th scope=\"row\">{}</th><td>", escape(&row.what)));
        html.rich(&row.asked);
        html.raw("</td><td>");
        html.rich(&row.traced);
        if let Some(together) = row.together {
            html.raw(&format!("</td><td>{} ", chip(together)));
            html.raw("<span class=\"faint\">");
            html.rich(&row.says);
            html.raw("</span>");
        } else if !row.says.0.is_empty() {
            html.raw(" <span class=\"faint\">");
            html.rich(&row.says);
            html.raw("</span>");
        }
        html.raw("</td></tr>\n");
    }
    html.raw("</tbody></table></div>\n");
}

fn chip(together: Together) -> String {
    let class = match together {
        Together::Agree => "chip",
        Together::Differ => "chip differ",
        Together::Open => "chip quiet",
    };
    format!("<span class=\"{class}\">{}</span>", together.as_str())
}

pub fn accounts(html: &mut Html, accounts: &[AskedAccount]) {
    html.raw("<div class=\"scroll\"><table class=\"beside\">\n<caption>In the order in which you were asked</caption>\n<thead><tr>");
    html.raw("<th scope=\"col\">Account</th><th scope=\"col\">Your data shows</th>");
    for (what, _) in accounts.first().map(AskedAccount::answers).into_iter().flatten() {
        html.raw(&format!("<th scope=\"col\">{}</th>", escape(&capital(what))));
    }
    html.raw("</tr></thead>\n<tbody>\n");
    for account in accounts {
        html.raw("<tr><th scope=\"row\">");
        html.isolated(&account.name);
        html.raw(&format!(" <span class=\"faint\">{}</span></th><td>", escape(&account.platform)));
        if let Some(grade) = &account.grade {
            html.raw(&format!("<span class=\"chip grade-{0}\">grade {0}</span> ", escape(grade)));
        }
        html.text(&account.traced);
        if let Some(says) = &account.says {
            html.raw(". <span class=\"faint\">");
            html.rich(says);
            html.raw("</span>");
        }
        html.raw("</td>");
        for (_, said) in account.answers() {
            html.raw(&format!("<td>{said}</td>"));
        }
        html.raw("</tr>\n");
    }
    html.raw("</tbody></table></div>\n");
}

/// The first letter large.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
