//! Countries of a study, and regions that they are shown together in.

use questionnaire::Questionnaire;
use questionnaire::condition::plain;

use crate::{FolderError, once};

/// A country as the questionnaire names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: String,
    pub name: String,
}

/// Several countries that are shown together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    pub name: &'static str,
    pub countries: Vec<Country>,
}

/// Regions with their countries, by the geographic regions of the United Nations (M49); Latin America with the Caribbean.
const REGIONS: [(&str, &str); 6] = [
    (
        "Africa",
        "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG RW SC SD SL SN SO SS ST SZ TD TG TN TZ UG ZA ZM ZW",
    ),
    (
        "Europe",
        "AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA",
    ),
    (
        "Latin America",
        "AG AI AR AW BB BL BO BQ BR BS BZ CL CO CR CU CW DM DO EC FK GD GF GP GT GY HN HT JM KN KY LC MF MQ MS MX NI PA PE PR PY SR SV SX TC TT UY VC VE VG VI",
    ),
    ("North America", "BM CA GL PM US"),
    ("South-East Asia", "BN ID KH LA MM MY PH SG TH TL VN"),
    (
        "Other Asia and Pacific",
        "AE AF AM AU AZ BD BH BT CN CY FJ GE HK IL IN IQ IR JO JP KG KP KR KW KZ LB LK MN MO MV NP NZ OM PG PK PS QA SA SY TJ TM TR TW UZ YE",
    ),
];

/// The countries by their codes.
///
/// # Errors
/// If there are none, or one is no choice of the questionnaire or given twice.
pub fn countries(questionnaire: &Questionnaire, codes: &[String]) -> Result<Vec<Country>, FolderError> {
    if codes.is_empty() {
        return Err(FolderError::NoCountry);
    }
    once("country", codes)?;
    let choices = questionnaire.question("country").map(|question| question.choices()).unwrap_or_default();
    let country = |code: &String| {
        let choice = choices.iter().find(|choice| plain(&choice.value).as_ref() == Some(code));
        let name = choice.map(|choice| choice.text.original().to_owned());
        let name = name.ok_or_else(|| FolderError::Country { code: code.clone() })?;
        Ok(Country { code: code.clone(), name })
    };
    codes.iter().map(country).collect()
}

/// The regions that hold any of these countries; none where all lie in one.
pub fn regions(countries: &[Country]) -> Vec<Region> {
    let inside = |list: &str| {
        let found = countries.iter().filter(|country| list.split(' ').any(|code| code == country.code));
        found.cloned().collect::<Vec<_>>()
    };
    let regions = REGIONS.iter().map(|(name, list)| Region { name, countries: inside(list) });
    let regions: Vec<Region> = regions.filter(|region| !region.countries.is_empty()).collect();
    if regions.len() < 2 { Vec::new() } else { regions }
}
