//! What is planted in a life: findings, what only looks like findings, and places in photos.

use event::Platform;

use super::act::{Act, Planted, PlantedIn, Sort, What};
use super::posting::Plan;
use super::{World, posting};
use crate::dice::Dice;
use crate::findings::{Saying, Sayings};
use crate::request::{InstagramEra, PersonKind};
use crate::stock::FindingKind;
use crate::values::coords;

/// What is published, with everything that is planted in it.
pub struct Published {
    pub acts: Vec<Act>,
    pub planted: Vec<Planted>,
}

/// Writes the planned items and plants findings and decoys in some of them.
pub fn publish(world: &World<'_>, plans: &[Plan]) -> Published {
    let mut dice = Dice::new(world.request.seed, "planting");
    let sayings = Sayings::new(world.stock, world.request).of(world.owner);
    let mut places: Vec<usize> = (0..plans.len()).filter(|&at| plans[at].holds_sentence()).collect();
    dice.shuffle(&mut places);
    let wishes = wishes(world, places.len(), &mut dice);
    let mut sentences: Vec<Option<(Saying, bool)>> = vec![None; plans.len()];
    for (place, (kind, decoy)) in places.into_iter().zip(wishes) {
        // X shortens every address, so that a link to a map would not stand in the text.
        let links = plans[place].platform != Platform::X;
        let saying =
            if decoy { sayings.decoy(kind, &mut dice) } else { sayings.find(kind, links, &mut dice) };
        sentences[place] = saying.map(|saying| (saying, decoy));
    }
    let mut published = Published { acts: Vec::new(), planted: Vec::new() };
    let mut words = Dice::new(world.request.seed, "words");
    for (plan, sentence) in plans.iter().zip(sentences) {
        let text = sentence.as_ref().map(|(saying, _)| saying.text.as_str());
        let acts = posting::write(world, *plan, text, &mut words);
        if let Some((saying, decoy)) = sentence {
            let place = PlantedIn::Act(published.acts.len());
            let value = if decoy { String::new() } else { saying.value };
            published.planted.push(Planted { kind: saying.kind, value, place, decoy, text: saying.text });
        }
        published.acts.extend(acts);
    }
    place_photos(world, &mut published);
    published
}

/// Kinds to plant, findings first among the places, then as many decoys. Where much is posted every kind comes.
fn wishes(world: &World<'_>, room: usize, dice: &mut Dice) -> Vec<(FindingKind, bool)> {
    let kinds: Vec<FindingKind> =
        FindingKind::ALL.iter().copied().filter(|&kind| kind != FindingKind::PhotoPlace).collect();
    let rounds = match world.request.kind {
        PersonKind::Oversharer => 2.0,
        PersonKind::BreezyPoster => 1.0,
        PersonKind::SavvySocial | PersonKind::Lurker => 0.35,
        PersonKind::Offliner => 0.0,
    };
    let draw = |dice: &mut Dice| {
        let mut drawn = Vec::new();
        for _ in 0..libm::ceil(rounds) as u32 {
            let mut all = kinds.clone();
            dice.shuffle(&mut all);
            let share = if rounds < 1.0 { rounds } else { 1.0 };
            all.truncate(libm::ceil(all.len() as f64 * share) as usize);
            drawn.extend(all);
        }
        drawn
    };
    let (findings, decoys) = (draw(dice), draw(dice));
    // At most two thirds of what is posted: the rest stays small talk.
    let room = room * 2 / 3;
    let first = findings.len().min(room.div_ceil(2));
    let second = decoys.len().min(room - first);
    let marked = |kinds: Vec<FindingKind>, count: usize, decoy: bool| {
        kinds.into_iter().take(count).map(move |kind| (kind, decoy)).collect::<Vec<_>>()
    };
    [marked(findings, first, false), marked(decoys, second, true)].concat()
}

/// Gives some photos a place: most of them the same one (home), the others anywhere.
fn place_photos(world: &World<'_>, published: &mut Published) {
    let mut dice = Dice::new(world.request.seed, "photos");
    let count = match world.request.kind {
        PersonKind::Oversharer => dice.between(6, 10),
        PersonKind::BreezyPoster => dice.between(3, 6),
        PersonKind::SavvySocial | PersonKind::Lurker => dice.between(1, 2),
        PersonKind::Offliner => 0,
    };
    let home = coords::somewhere(world.request.country, &mut dice);
    let mut photos: Vec<usize> = (0..published.acts.len())
        .filter(|&at| {
            let act = &published.acts[at];
            act.platform == Platform::Instagram
                && matches!(act.what, What::Post(Sort::Usual) | What::Story)
                && act.media.first().is_some_and(|medium| !medium.video)
        })
        .collect();
    dice.shuffle(&mut photos);
    for &at in photos.iter().take(count as usize) {
        let near_home = dice.chance(0.7);
        let place = if near_home {
            coords::close_to(home, &mut dice)
        } else {
            coords::somewhere(world.request.country, &mut dice)
        };
        let medium = &mut published.acts[at].media[0];
        // The flat layout has no room for it: there only the file can say it.
        let flat = world.variant.instagram == InstagramEra::Flat2020;
        medium.gps = Some(place);
        medium.gps_in_json = !flat && dice.chance(0.8);
        medium.gps_in_file = !medium.gps_in_json || dice.chance(0.5);
        published.planted.push(Planted {
            kind: FindingKind::PhotoPlace,
            value: coords::value(place),
            place: PlantedIn::Photo(at, 0),
            decoy: false,
            text: String::new(),
        });
    }
}

/// Puts a finding into one of the biographies of some people.
pub fn in_bio(world: &World<'_>) -> Option<(Platform, String, Planted)> {
    let mut dice = Dice::new(world.request.seed, "bio");
    let likely = if world.request.kind.many_posts() { 0.6 } else { 0.3 };
    if !dice.chance(likely) {
        return None;
    }
    let platform =
        if world.variant.instagram_profile && dice.chance(0.5) { Platform::Instagram } else { Platform::X };
    let kind =
        *dice.pick(&[FindingKind::Email, FindingKind::Email, FindingKind::Phone, FindingKind::BirthDate]);
    let saying = Sayings::new(world.stock, world.request).of(world.owner).find(kind, false, &mut dice)?;
    let bio = if platform == Platform::X { &world.owner.bio_x } else { &world.owner.bio_instagram };
    let text = format!("{bio} | {}", saying.text);
    let planted = Planted {
        kind,
        value: saying.value,
        place: PlantedIn::Bio(platform),
        decoy: false,
        text: saying.text,
    };
    Some((platform, text, planted))
}
