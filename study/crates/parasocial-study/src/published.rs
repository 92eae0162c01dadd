//! Published figures beside what the answers give: the section of the report.

use std::path::{Path, PathBuf};

use book::{Base, Cell, LeftOut, Methods, Published, PublishedLine};
use microdata::{Chunk, Dictionary, Error, Faults, Rows};
use population::{Beside, Estimated, Figure, Limits, Places, Roles, Share, compare};
use survey::proportion::Method;
use tables::plan::{Conventions, Interval, Plan};

use crate::dataset::text;
use crate::failure::Failure;
use crate::parquet;

/// Answers, what they mean, and how tables of them are made.
pub struct Asked<'a> {
    pub data: &'a [PathBuf],
    pub dictionary: &'a Dictionary,
    pub plan: &'a Plan,
}

impl Asked<'_> {
    /// The rows of all files, one after the other.
    ///
    /// # Errors
    /// When one cannot be opened.
    pub fn rows(&self) -> Result<impl Rows + use<>, Failure> {
        let open = |path: &PathBuf| parquet::Reader::open(path, Some(self.dictionary.clone()));
        let readers = self.data.iter().map(open).collect::<Result<Vec<_>, _>>()?;
        Ok(Chained { dictionary: self.dictionary.clone(), readers, at: 0, faults: Faults::default() })
    }

    /// Weights and design: those of the plan, else those that the codebook names.
    pub fn roles(&self) -> Roles {
        let (plan, own) = (self.plan, &self.dictionary.design);
        Roles {
            weight: plan
                .weight
                .clone()
                .or_else(|| self.dictionary.weight.clone())
                .filter(|name| !name.is_empty()),
            stratum: plan.design.stratum.clone().or_else(|| own.stratum.clone()),
            psu: plan.design.psu.clone().or_else(|| own.psu.clone()),
            country: own.country.clone(),
        }
    }

    /// Intervals and what is hidden, as in the tables.
    pub fn limits(&self) -> Limits {
        let conventions = &self.plan.conventions;
        Limits {
            level: conventions.level,
            method: match conventions.interval {
                Interval::Beta => Method::Beta,
                Interval::Logit => Method::Logit,
                Interval::Wilson => Method::Wilson,
                Interval::Mean => Method::Mean,
            },
            single: self.plan.design.single,
            least_base: conventions.least_base,
            least_people: conventions.least_people,
        }
    }

    /// What has to be known of estimates that are not made by the engine.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if !self.plan.filter.is_empty() {
            notes.push(
                "These are of all rows: the part of the sample that the plan chooses is for its tables."
                    .into(),
            );
        }
        let design = &self.plan.design;
        if design.population_units.is_some() || design.population_fraction.is_some() {
            notes
                .push("Errors have no finite population correction here, unlike those of the tables.".into());
        }
        if design.replicates.is_some() {
            notes.push("Errors are linearised here, without the replicate weights of the tables.".into());
        }
        notes
    }
}

/// The section.
///
/// # Errors
/// When the file cannot be read, or speaks of what the study does not have.
pub fn section(path: &Path, asked: &Asked<'_>, methods: Option<&Methods>) -> Result<Published, Failure> {
    let figures = Figure::parse(&text(path)?).map_err(|error| Failure::of(path, error))?;
    let places = places(methods);
    let mut rows = asked.rows()?;
    let found = compare(&mut rows, &asked.roles(), &places, &figures, &asked.limits())
        .map_err(|error| Failure::of(path, error))?;
    let mut notes = asked.notes();
    if asked.dictionary.synthetic {
        notes.insert(0, "Synthetic data: answers were fitted to these figures, so that they come out by construction. That they do shows only that fitting and tabulating agree, and nothing about people.".into());
    }
    notes.extend(population::of_whom(&figures));
    notes.push(
        "Where the base is all respondents, people who were not asked something count as a no, since they could not have said anything else: whoever never joined a social network is not asked how long, and has not been there for ten years. The tables leave them out, so that their percents are larger.".into(),
    );
    let conventions = &asked.plan.conventions;
    let mut lines: Vec<PublishedLine> = found.iter().map(|beside| line(beside, conventions)).collect();
    protect(&mut lines, &found, conventions.least_people);
    // Items stand together, in the order in which they first come.
    let order: Vec<String> = lines.iter().map(|line| line.item.clone()).collect();
    lines.sort_by_key(|line| order.iter().position(|item| *item == line.item));
    let left_out = figures.iter().filter_map(|figure| left_out(figure, &places, asked.dictionary));
    Ok(Published { notes, lines, left_out: left_out.collect() })
}

/// The aggregates of the study, with the codes of their countries.
fn places(methods: Option<&Methods>) -> Places {
    let code = |name: &String| {
        let country = methods?.countries.iter().find(|country| country.name == *name)?;
        country.code.clone()
    };
    let aggregates = methods.iter().flat_map(|methods| &methods.aggregates);
    Places::new(aggregates.map(|one| (one.name.clone(), one.countries.iter().filter_map(code).collect())))
}

/// The base of few people: as in tables, no number of it is told, nor whether it is small.
const HIDDEN: Base = Base { unweighted: None, weighted: None, effective: None, small: false };

fn line(beside: &Beside, conventions: &Conventions) -> PublishedLine {
    let (figure, share) = (&beside.figure, &beside.share);
    let size = Base {
        unweighted: Some(share.rows),
        weighted: Some(share.weighted),
        effective: Some(share.effective),
        small: share.rows < conventions.small_base,
    };
    let is_few = share.rows > 0 && share.rows < conventions.least_people;
    PublishedLine {
        id: figure.id.clone(),
        item: figure.item.clone(),
        place: beside.place.clone(),
        group: beside.group.clone(),
        base: beside.base.clone(),
        published: figure.percent,
        source: figure.source.clone(),
        estimate: cell(share),
        size: if is_few { HIDDEN } else { size },
        difference: beside.difference(),
        within: beside.is_within(),
        note: figure.note.clone(),
    }
}

/// An estimate as a cell of tables.
pub fn cell(share: &Share) -> Cell {
    match share.estimated {
        Estimated::Shown { value, error, interval, count, weighted } => Cell::Shown(book::Figure {
            value,
            error,
            interval,
            count,
            weighted,
            design_effect: None,
            letters: String::new(),
        }),
        Estimated::Nobody => Cell::Nobody,
        Estimated::SmallBase => Cell::SmallBase,
        Estimated::FewPeople => Cell::FewPeople,
    }
}

/// Hides of the groups of a place what would tell of few people: where one is hidden, the others are too, since together with the
/// total they would tell it; and where few people are in none of them, the smallest group hides with them. So with bases.
fn protect(lines: &mut [PublishedLine], found: &[Beside], least: u64) {
    let is_total = |at: usize| found[at].figure.group == "total";
    let same = |a: usize, b: usize| {
        let [a, b] = [a, b].map(|at| &found[at].figure);
        (&a.place, &a.variable, &a.codes, &a.base) == (&b.place, &b.variable, &b.codes, &b.base)
    };
    let without_base: Vec<bool> = lines.iter().map(|line| line.size == HIDDEN).collect();
    for at in (0..lines.len()).filter(|at| !is_total(*at)) {
        let near: Vec<usize> = (0..found.len()).filter(|other| same(at, *other)).collect();
        let beside =
            |other: &usize| !is_total(*other) && is_by_gender(&found[*other]) == is_by_gender(&found[at]);
        let groups: Vec<usize> = near.iter().copied().filter(beside).collect();
        let total = near.iter().find(|other| is_total(**other)).map(|total| &found[*total].share);
        let of_rest = total.is_some_and(|total| with_rest(&groups, found, total, least).contains(&at));
        if of_rest || near.iter().any(|other| without_base[*other]) {
            lines[at].size = HIDDEN;
        }
        let few = near.iter().any(|other| found[*other].share.estimated == Estimated::FewPeople);
        if (few || of_rest) && lines[at].difference.is_some() {
            lines[at].estimate = Cell::FewPeople;
            (lines[at].difference, lines[at].within) = (None, None);
        }
    }
}

/// What parts people into the group: gender, or else age.
fn is_by_gender(beside: &Beside) -> bool {
    matches!(beside.figure.group.as_str(), "women" | "men")
}

/// The people of a share; those who gave the answer; those who did not.
fn numbers(share: &Share) -> [u64; 3] {
    let count = match share.estimated {
        Estimated::Shown { count, .. } => count,
        _ => 0,
    };
    [share.rows, count, share.rows.saturating_sub(count)]
}

/// The groups that have to be hidden since few people of the total are in none: the smallest, until with them it is not few.
fn with_rest(groups: &[usize], found: &[Beside], total: &Share, least: u64) -> Vec<usize> {
    let shares = groups.iter().map(|group| numbers(&found[*group].share));
    let in_groups = shares.fold([0; 3], |sum, own| [0, 1, 2].map(|at| sum[at] + own[at]));
    let all = numbers(total);
    let mut left = [0, 1, 2].map(|at: usize| all[at].saturating_sub(in_groups[at]));
    // Who does not see the counts of all groups cannot take them from the total.
    let seen = |share: &Share| matches!(share.estimated, Estimated::Shown { .. });
    let all_seen = seen(total) && groups.iter().all(|group| seen(&found[*group].share));
    let few = [0, 1, 2].map(|at: usize| (at == 0 || all_seen) && left[at] > 0 && left[at] < least);
    let mut groups = groups.to_vec();
    groups.sort_by_key(|group| found[*group].share.rows);
    let mut hidden = Vec::new();
    for group in groups {
        let is_told = |at: usize| few[at] && (hidden.is_empty() || left[at] < least);
        if !(0..3).any(is_told) {
            break;
        }
        let own = numbers(&found[group].share);
        left = [0, 1, 2].map(|at| left[at] + own[at]);
        hidden.push(group);
    }
    hidden
}

fn left_out(figure: &Figure, places: &Places, dictionary: &Dictionary) -> Option<LeftOut> {
    let label = |name: &Option<String>| {
        let variable = dictionary.variable(name.as_deref()?)?;
        variable.label_of(&figure.place.as_str().into()).map(str::to_owned)
    };
    let place = match places.name(&figure.place) {
        Some(name) => name.to_owned(),
        None if figure.place == "world" => "World".into(),
        None => label(&dictionary.design.country).unwrap_or_else(|| figure.place.clone()),
    };
    Some(LeftOut {
        id: figure.id.clone(),
        item: figure.item.clone(),
        place,
        group: if figure.group == "total" { String::new() } else { figure.group.clone() },
        published: figure.percent,
        source: figure.source.clone(),
        why: figure.usage.reason()?.into(),
        note: figure.note.clone(),
    })
}

/// Rows of several files.
struct Chained {
    dictionary: Dictionary,
    readers: Vec<parquet::Reader>,
    at: usize,
    faults: Faults,
}

impl Rows for Chained {
    fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    fn next(&mut self) -> Result<Option<Chunk>, Error> {
        while let Some(reader) = self.readers.get_mut(self.at) {
            if let Some(chunk) = reader.next()? {
                return Ok(Some(chunk));
            }
            self.at += 1;
        }
        Ok(None)
    }

    fn faults(&self) -> &Faults {
        &self.faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Women, men and all of one place, so many of each.
    fn lines(people: [(u64, Estimated); 3]) -> Vec<PublishedLine> {
        let mut csv = "id,place,group,base,variable,codes,item,percent,source_url,use,note\n".to_owned();
        for group in ["women", "men", "total"] {
            csv.push_str(&format!("{group},DE,{group},all,vital,4 5,vital,50,,fit,\n"));
        }
        let figures = Figure::parse(&csv).unwrap();
        let found: Vec<Beside> = figures
            .into_iter()
            .zip(people)
            .map(|(figure, (rows, estimated))| {
                let share = Share { estimated, rows, weighted: rows as f64, effective: rows as f64 };
                Beside { figure, place: "Germany".into(), group: String::new(), base: "all".into(), share }
            })
            .collect();
        let mut lines: Vec<PublishedLine> =
            found.iter().map(|beside| line(beside, &Conventions::default())).collect();
        protect(&mut lines, &found, 10);
        lines
    }

    fn shown(count: u64) -> Estimated {
        Estimated::Shown { value: 0.5, error: 0.1, interval: None, count, weighted: count as f64 }
    }

    #[test]
    fn bases_of_few_are_hidden_with_what_would_tell_them() {
        let bases = |women: (u64, Estimated), men: (u64, Estimated), all: (u64, Estimated)| {
            lines([women, men, all]).iter().map(|line| line.size.unweighted).collect::<Vec<_>>()
        };
        let (small, few) = (Estimated::SmallBase, Estimated::FewPeople);
        // All but the women would be the men.
        assert_eq!(bases((9, small), (90, shown(45)), (99, shown(50))), [None, None, Some(99)]);
        assert_eq!(bases((10, small), (90, shown(45)), (100, shown(50))), [Some(10), Some(90), Some(100)]);
        assert_eq!(bases((4, small), (3, small), (7, small)), [None; 3]);
        // Five are neither women nor men: who knows the other two numbers would know theirs.
        assert_eq!(bases((100, shown(50)), (90, shown(45)), (195, shown(97))), [Some(100), None, Some(195)]);
        assert_eq!(
            bases((100, shown(50)), (90, shown(45)), (230, shown(115))),
            [Some(100), Some(90), Some(230)]
        );
        assert_eq!(bases((0, Estimated::Nobody), (90, shown(9)), (90, few)), [Some(0), Some(90), Some(90)]);
    }

    #[test]
    fn what_of_the_plan_is_not_used_is_said() {
        let said = |plan: &str| {
            let plan = Plan::from_toml(plan).unwrap();
            Asked { data: &[], dictionary: &Dictionary::default(), plan: &plan }.notes()
        };
        assert!(said("[design]\nstratum = 's'").is_empty());
        for plan in [
            "where = [{ variable = 'a', codes = [1] }]",
            "[design]\npopulation_units = 'n'",
            "[design]\npopulation_fraction = 'f'",
            "[design]\nreplicates = { prefix = 'w_', scale = 1.0 }",
        ] {
            assert_eq!(said(plan).len(), 1, "{plan}");
        }
    }
}
