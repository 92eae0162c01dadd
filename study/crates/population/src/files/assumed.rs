//! `assumptions.md`: everything that was assumed, and the figures that were left out.

use std::fmt::Write as _;

use crate::assumptions::{Assumptions, Known, Step};
use crate::published::PRINTED_OF_USERS;
use crate::study::Study;

/// The page.
pub fn assumptions(study: &Study) -> String {
    let assumed = &study.assumed;
    let mut out = format!(
        "# What was assumed\n\n\
         **Synthetic data: these people are invented.** {} people in {} countries were drawn by a random number generator (seed {}), \
         weighted, and given answers so that the published figures hold under these weights. A figure that was published comes out \
         by construction and confirms nothing; every other figure follows from what stands here.\n\n\
         Every number is in `data/study/population.toml` of the project, every published figure with its source in \
         `data/study/published.csv`.\n\n",
        assumed.people(),
        assumed.countries.len(),
        assumed.seed
    );
    countries(&mut out, assumed);
    sample(&mut out, assumed);
    answers(&mut out, assumed);
    facts(&mut out, assumed);
    donors(&mut out, assumed);
    figures(&mut out, study);
    out
}

fn countries(out: &mut String, assumed: &Assumptions) {
    out.push_str(
        "## Countries\n\nThe study spoke of 15,682 adults in 25 countries and printed no list. Printed sizes: Denmark 1,001; \
         South-East Asia 1,007 in all. All other sizes and the shares of ages are ours, from no census.\n\n\
         | country | people | why it is here | 18 to 34 | 35 to 54 | 55 and over | follow influencers, where nothing is printed |\n\
         | --- | ---: | --- | ---: | ---: | ---: | ---: |\n",
    );
    for country in &assumed.countries {
        let why = match country.known {
            Known::Results => "its own results are printed",
            Known::Size => "its results and its size are printed",
            Known::Figure => "one figure of it is printed",
            Known::Region => "assumed: a country of a printed region",
            Known::Assumed => "assumed",
        };
        let [young, middle, old] = country.ages;
        let follows = country.follows.map_or_else(|| "printed".into(), |percent| format!("{percent}"));
        let _ = writeln!(
            out,
            "| {} ({}) | {} | {why} | {young}% | {middle}% | {old}% | {follows} |",
            country.name, country.code, country.people
        );
    }
    out.push_str(
        "\nPercents of followers that are not printed are then moved alike on the log scale, until that of the world holds.\n\n",
    );
    for aggregate in &assumed.aggregates {
        let _ = writeln!(
            out,
            "- {} is taken to be {}. Within it, as in the world, countries count by their interviews: how the study weighted \
             countries was never published.",
            aggregate.name,
            aggregate.countries.join(", ")
        );
    }
    for region in &assumed.regions {
        let _ = writeln!(
            out,
            "- {} ({}): {} interviews, weighted to {}% of its country.",
            region.name, region.code, region.people, region.share
        );
    }
    out.push('\n');
}

fn sample(out: &mut String, assumed: &Assumptions) {
    let design = &assumed.design;
    let [young, middle, old] = design.achieved;
    let _ = write!(
        out,
        "## Sample\n\n\
         - Quotas by age and gender; achieved by intended interviews {young}, {middle} and {old} by age. {}% of those who say man or \
           woman are women; {}% say other, and are counted in quotas as one or the other by lot.\n\
         - {} strata in each country (its parts, where there are some with figures of their own), first-stage units of about {} \
           people; {} of the variance of each trait lies between units; design weights spread between units by {} on the log scale.\n\
         - Weights are raked to age by gender in each country, and to its parts. `weight_base` is where raking starts.\n\
         - {}% of the questions that are put stay without an answer.\n\
         - Fieldwork: none, nobody was asked. The study whose figures the answers are fitted to asked from {} to {} \
           (printed without the year).\n\n",
        design.women * 100.0,
        design.other * 100.0,
        design.strata,
        design.unit_people,
        design.between_units,
        design.weight_spread,
        design.unanswered * 100.0,
        assumed.dates[0],
        assumed.dates[1]
    );
}

fn answers(out: &mut String, assumed: &Assumptions) {
    let (traits, types) = (&assumed.traits, &assumed.types);
    let list = |shares: &[f64]| shares.iter().map(f64::to_string).collect::<Vec<_>>().join(" : ");
    let _ = write!(
        out,
        "## Answers\n\n\
         - Three traits, standard normal: attachment to people one follows, use of social media, worry about what they do; \
           correlations {} (attachment, use), {} (attachment, worry), {} (use, worry).\n\
         - Finer answers within a fitted one (agree or agree fully) lean on the traits too.\n\
         - The types follow from asked hours and posts by our rule (2 hours, 1 post a day). Hours under two spread {}, from two on \
           {}; few posts {}, many {}; Offliners {} (never joined, not in 90 days, deleted).\n\
         - {}% pick the description that the rule gives them, the others any.\n\
         - Whoever is on none of the platforms below says another. Nobody is on Threads and Bluesky, which opened after the study: their \
           columns are there, and the table of platforms leaves them out.\n\
         - A figure whose base is all respondents counts those who were not asked, since the answer could only be no, as a no.\n\
         - Items that were printed for \"social media users\" are taken to be of those who follow influencers: where the base is \
           stated, it is that.\n\
         - Whoever has been in contact at all where that is printed, and has no way of contact yet, gets one by lot of which nothing is \
           printed there.\n\n",
        traits.attachment_use,
        traits.attachment_worry,
        traits.use_worry,
        list(&types.light_hours),
        list(&types.heavy_hours),
        list(&types.few_posts),
        list(&types.many_posts),
        list(&types.offline),
        types.picked
    );
}

fn facts(out: &mut String, assumed: &Assumptions) {
    let _ = write!(
        out,
        "## Levels and loadings\n\n\
         The level is the percent of the base before anything printed is fitted (where nothing is printed it stays, but for \
         countries, which spread by {} in log-odds). The rest are log-odds: for one standard deviation of a trait, against people \
         from 55 on, against men.\n\n\
         | fact | base | level | attachment | use | worry | 18 to 34 | 35 to 54 | women |\n\
         | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
        assumed.design.between_countries
    );
    for fact in &assumed.facts {
        let codes: Vec<String> = fact.codes.iter().map(ToString::to_string).collect();
        let about = if codes.is_empty() { String::new() } else { format!(" = {}", codes.join(", ")) };
        let _ = writeln!(
            out,
            "| `{}`{about} | {} | {} | {} | {} | {} | {} | {} | {} |",
            fact.variable,
            format!("{:?}", fact.base).to_lowercase(),
            fact.level,
            fact.attachment,
            fact.usage,
            fact.worry,
            fact.young,
            fact.middle,
            fact.women
        );
    }
    out.push('\n');
}

fn donors(out: &mut String, assumed: &Assumptions) {
    let (steps, traced) = (&assumed.donations, &assumed.traced);
    let step = |step: &Step| {
        format!(
            "{}%, log-odds {} (18 to 34), {} (35 to 54), {} (two steps of posts), {} (Oversharers), {} (worry)",
            step.level, step.young, step.middle, step.posts, step.oversharer, step.worry
        )
    };
    let _ = write!(
        out,
        "## Donors\n\n\
         - Invited: {}% of those who use social media, by lot. Willing: {}. Made it: {}.\n\
         - Asked hours are {} times as long as traced ones (geometric mean), with a spread of {} on the log scale. Around traced hours \
           T lie L from {} T to {} T and U from {} T to {} T; {}% have no U.\n\
         - Asked by traced: posts {}, messages {}, comments {}, with a spread of {} on the log scale.\n\
         - Reactions in the window of those who say no and yes: {:?} on average (more with more use); events: {:?}.\n\
         - Regularity and rebound are unrelated to every answer; {}% and {}% are unknown. So are blocks, mutes and unfollows.\n\
         - Findings lean on posts alone; what happened to people is unrelated to them.\n\
         - Grades A, B, C and none of the ten closest accounts: {:?} parts, with fewer public figures down the list. A yes to the ten \
           questions of truth by grade, in percent: public figure {:?}, known in person {:?}, knows me {:?}, could be friends {:?}, \
           an escape {:?}; {}% are not sure.\n\n",
        steps.invited,
        step(&steps.willing),
        step(&steps.made),
        traced.hours_over,
        traced.hours_spread,
        traced.lower[0],
        traced.lower[1],
        traced.upper[0],
        traced.upper[1],
        traced.no_upper * 100.0,
        traced.posts_over,
        traced.messages_over,
        traced.comments_over,
        traced.count_spread,
        traced.reactions,
        traced.events,
        traced.regularity_unknown * 100.0,
        traced.rebound_unknown * 100.0,
        traced.grades,
        traced.truth_public,
        traced.truth_in_person,
        traced.truth_knows,
        traced.truth_friends,
        traced.truth_escape,
        traced.not_sure
    );
}

fn figures(out: &mut String, study: &Study) {
    let fitted = study.figures.iter().filter(|figure| figure.usage.reason().is_none()).count();
    let _ = write!(
        out,
        "## Published figures\n\n{} figures, of which {fitted} are fitted. Answers are drawn by chances that meet them; {} answers were then \
         turned, the least sure first, so that each comes out within half a point. Left out:\n\n| figure | percent | why | note |\n| --- | ---: | --- | --- |\n",
        study.figures.len(),
        study.turned
    );
    for figure in &study.figures {
        if let Some(reason) = figure.usage.reason() {
            let _ = writeln!(
                out,
                "| `{}`: {} | {} | {reason} | {} |",
                figure.id, figure.item, figure.percent, figure.note
            );
        }
    }
    out.push_str("\nFitted with a remark:\n\n");
    let remark = |note: &str| !note.is_empty() && note != PRINTED_OF_USERS;
    for figure in
        study.figures.iter().filter(|figure| figure.usage.reason().is_none() && remark(&figure.note))
    {
        let _ = writeln!(out, "- `{}`, {}: {}", figure.id, figure.percent, figure.note);
    }
}
