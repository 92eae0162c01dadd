//! Days of the calendar as people write them, in four languages.

use jiff::civil::Date;

/// Beginnings of the names of months in English, German, Spanish and French. A name is looked up by the longest
/// beginning, so that "juin" is not "juillet".
const MONTHS: [(&str, i8); 32] = [
    ("jan", 1),
    ("jän", 1),
    ("ene", 1),
    ("feb", 2),
    ("fév", 2),
    ("fev", 2),
    ("mar", 3),
    ("mär", 3),
    ("maer", 3),
    ("mrz", 3),
    ("apr", 4),
    ("abr", 4),
    ("avr", 4),
    ("may", 5),
    ("mai", 5),
    ("jun", 6),
    ("juin", 6),
    ("jul", 7),
    ("juil", 7),
    ("aug", 8),
    ("ago", 8),
    ("aou", 8),
    ("aoû", 8),
    ("sep", 9),
    ("oct", 10),
    ("okt", 10),
    ("nov", 11),
    ("dec", 12),
    ("dez", 12),
    ("dic", 12),
    ("déc", 12),
    ("set", 9),
];

/// Which part of "03/05/1991" is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

/// The day in a text such as `3 May 1991`, `May 3rd, '91`, `3. Mai 1991`, `1991-05-03`, `03/05/1991`.
///
/// A year of two digits is the latest such year that is not after `latest_year`. `order` decides only where both
/// readings are days of the calendar.
pub(super) fn parse(text: &str, order: Order, latest_year: i16) -> Option<Date> {
    let mut numbers: Vec<&str> = Vec::new();
    let mut month = None;
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            numbers.push(&word[..digits]);
        } else if let Some(named) = month_of(word) {
            month = Some(named);
        }
    }
    match (month, &numbers[..]) {
        (Some(month), [a, b]) if a.len() > 2 => date(a, month, b, latest_year),
        (Some(month), [a, b]) => date(b, month, a, latest_year),
        (None, [year, month, day]) if year.len() > 2 => date(year, month.parse().ok()?, day, latest_year),
        (None, [a, b, year]) => {
            let day_first = || date(year, b.parse().ok()?, a, latest_year);
            let month_first = || date(year, a.parse().ok()?, b, latest_year);
            match order {
                Order::DayFirst => day_first().or_else(month_first),
                Order::MonthFirst => month_first().or_else(day_first),
            }
        }
        _ => None,
    }
}

fn month_of(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let begins = MONTHS.iter().filter(|(begin, _)| word.starts_with(begin));
    begins.max_by_key(|(begin, _)| begin.len()).map(|&(_, month)| month)
}

fn date(year: &str, month: i8, day: &str, latest_year: i16) -> Option<Date> {
    let mut number: i16 = year.parse().ok()?;
    match year.len() {
        4 => {}
        2 => {
            number += latest_year / 100 * 100;
            if number > latest_year {
                number -= 100;
            }
        }
        _ => return None,
    }
    Date::new(number, month, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_day_in_many_notations() {
        for text in [
            "3 May 1991",
            "3rd of May, 1991",
            "May 3, 1991",
            "May 3rd 91",
            "3. Mai 1991",
            "3 de mayo de 1991",
            "3 mai 1991",
            "1991-05-03",
            "1991/5/3",
            "03/05/1991",
            "3.5.91",
            "03-05-91",
        ] {
            assert_eq!(parse(text, Order::DayFirst, 2016), Date::new(1991, 5, 3).ok(), "{text}");
        }
    }

    #[test]
    fn order_decides_only_where_both_are_days() {
        assert_eq!(parse("03/05/1991", Order::MonthFirst, 2016), Date::new(1991, 3, 5).ok());
        assert_eq!(parse("25/05/1991", Order::MonthFirst, 2016), Date::new(1991, 5, 25).ok());
        assert_eq!(parse("05/25/1991", Order::DayFirst, 2016), Date::new(1991, 5, 25).ok());
    }

    #[test]
    fn no_days_of_the_calendar() {
        for text in
            ["31 April 1991", "29 February 1991", "13/13/1991", "1991", "3 May", "3 May 199", "", "0.0.1991"]
        {
            assert_eq!(parse(text, Order::DayFirst, 2016), None, "{text}");
        }
        assert_eq!(parse("29 February 1992", Order::DayFirst, 2016), Date::new(1992, 2, 29).ok());
    }

    #[test]
    fn every_month_in_every_language() {
        let languages = [
            "January February March April May June July August September October November December",
            "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        ];
        for names in languages {
            for (month, name) in (1..).zip(names.split(' ')) {
                assert_eq!(month_of(name), Some(month), "{name}");
            }
        }
    }

    #[test]
    fn a_short_year_is_the_latest_possible() {
        let year = |text, latest| parse(text, Order::DayFirst, latest).map(Date::year);
        assert_eq!((year("1.1.16", 2016), year("1.1.17", 2016)), (Some(2016), Some(1917)));
    }
}
