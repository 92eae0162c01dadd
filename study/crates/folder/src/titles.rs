//! Short titles for tables of the standard questionnaire; the full wording stands below each.

/// The title of a column's table, or of a set's; `None` for a question that is the researcher's own.
pub fn of(name: &str) -> Option<&'static str> {
    TITLES.iter().find(|(known, _)| *known == name).map(|(_, title)| *title)
}

const TITLES: &[(&str, &str)] = &[
    ("joined", "Use of social media"),
    ("platforms", "Which platforms people use"),
    ("years", "How long on social media"),
    ("hours", "Time on social media per day"),
    ("posts", "How often people post"),
    ("type_picked", "The description that people pick for themselves"),
    ("vital", "Social media as an important link"),
    ("tolerance", "Patience with other opinions since the pandemic"),
    ("work", "Social media at work"),
    ("influence", "Influence on society"),
    ("feelings", "Feelings about social media"),
    ("more_time", "More time since the lockdowns"),
    ("heard", "Heard of bad consequences of posts"),
    ("changed", "What people did after hearing such stories"),
    ("data_idea", "No idea how platforms use data"),
    ("data_trust", "Distrust of platforms with data"),
    ("knows_victim", "Knows somebody whose data were stolen or misused"),
    ("motive_lonely", "Motive: feels lonely"),
    ("motive_bored", "Motive: is bored"),
    ("motive_isolated", "Motive: feels cut off from others"),
    ("follows", "Follows influencers"),
    ("influencer_escape", "Influencers: an escape from everyday life"),
    ("influencer_friends", "Influencers: could be friends"),
    ("influencer_learns", "Influencers: learns from them"),
    ("influencer_unique", "Influencers: a tie like no other"),
    ("influencer_dependent", "Influencers: hard to do without"),
    ("influencer_absence", "Influencers: missed when they do not post"),
    ("influencer_opinion", "Influencers: changed an opinion"),
    ("influencer_style", "Influencers: a style or habit taken on"),
    ("met", "Met an influencer in person"),
    ("contact", "Contact with influencers"),
    ("messages_month", "Private messages to influencers in 30 days"),
    ("comments_month", "Comments under influencers' posts in 30 days"),
    ("happened", "What happened to people online"),
    ("donation_invited", "Asked to give figures from one's own data"),
    ("donation_willing", "Willing to give them"),
    ("donation_made", "Gave them"),
];

#[cfg(test)]
mod tests {
    /// Names of the questionnaire change; a title that is for nothing would not be missed.
    #[test]
    fn every_title_is_of_a_column_or_a_set() {
        let questionnaire = questionnaire::standard();
        let mut names: Vec<String> = questionnaire.columns().iter().map(|column| column.name()).collect();
        names.extend(questionnaire.questions.iter().map(|question| question.name.clone()));
        for (name, _) in super::TITLES {
            assert!(names.iter().any(|known| known == name), "{name}");
        }
    }
}
