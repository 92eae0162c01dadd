//! The columns of YouTube's tables, by their names in the languages that are known, and by what stands in them where the name
//! is none of those.

use archive::Frame;
use event::{At, Words};

use super::address;
use crate::common::row::Row;
use crate::common::time;
use crate::reading::Unreadable;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    ChannelId,
    ChannelUrl,
    ChannelTitle,
    Visibility,
    /// The name in a channel's address.
    Vanity,
    CommentId,
    ParentId,
    TopId,
    Time,
    Price,
    VideoId,
    PostId,
    Text,
    Latitude,
    Longitude,
    VideoTitle,
    Description,
    Published,
    /// Known, and of no use here.
    Other,
}

use Column::*;

/// Names of columns in lower case: English, German, Dutch, Spanish, Romanian, Lithuanian.
const NAMES: &[(Column, &[&str])] = &[
    (
        ChannelId,
        &[
            "channel id",
            "kanal-id",
            "kanaal-id",
            "id del canal",
            "id de canal",
            "id-ul canalului",
            "kanalo id",
        ],
    ),
    (
        ChannelUrl,
        &["channel url", "kanal-url", "kanaal-url", "url del canal", "adresa url a canalului", "kanalo url"],
    ),
    (
        ChannelTitle,
        &[
            "channel title",
            "channel title (original)",
            "kanaltitel",
            "kanaltitel (original)",
            "kanaaltitel",
            "(originele) kanaaltitel",
            "título del canal",
            "título del canal (original)",
            "titlul canalului",
            "titlul canalului (original)",
            "kanalo pavadinimas",
            "kanalo pavadinimas (pradinis)",
        ],
    ),
    (
        Visibility,
        &[
            "channel visibility",
            "kanaalzichtbaarheid",
            "visibilidad del canal",
            "vizibilitatea canalului",
            "kanalo matomumas",
            "privacy",
            "privacidad",
            "confidențialitate",
            "privatumas",
        ],
    ),
    (
        Vanity,
        &[
            "channel vanity url 1 name",
            "channel vanity url 2 name",
            "naam van vanity-url 1 voor kanaal",
            "naam van vanity-url 2 voor kanaal",
            "nombre de la url mnemónica del canal (1)",
            "nombre de la url mnemónica del canal (2)",
            "numele adresei url personalizate a canalului 1",
            "numele adresei url personalizate a canalului 2",
            "1 kanalo reklaminio url pavadinimas",
            "2 kanalo reklaminio url pavadinimas",
        ],
    ),
    (
        CommentId,
        &[
            "comment id",
            "live chat id",
            "kommentar-id",
            "reactie-id",
            "id de comentario",
            "id-ul comentariului",
            "komentaro id",
        ],
    ),
    (ParentId, &["parent comment id", "übergeordnete kommentar-id"]),
    (TopId, &["top-level comment id", "kommentar-id der obersten ebene"]),
    (
        Time,
        &[
            "comment create timestamp",
            "live chat create timestamp",
            "playlist video creation timestamp",
            "video create timestamp",
            "zeitstempel der erstellung des kommentars",
            "aanmaaktijdstempel reactie",
            "tijdstempel voor het maken van een playlistvideo",
            "tijdstempel aanmaaktijd video",
            "marca de tiempo de creación del comentario",
            "marca de tiempo de creación de la lista de reproducción de vídeos",
            "marca de tiempo de creación del vídeo",
            "marcajul temporal de creare a comentariului",
            "marcaj temporal de creare a videoclipului din playlist",
            "marcajul temporal de creare a videoclipului",
            "komentaro sukūrimo laiko žymė",
            "grojaraščio vaizdo įrašo sukūrimo laiko žymė",
            "vaizdo įrašo sukūrimo laiko žymė",
        ],
    ),
    (Price, &["price", "preis", "prijs", "precio", "preț", "kaina"]),
    (VideoId, &["video id", "video-id", "id de vídeo", "id-ul videoclipului", "vaizdo įrašo id"]),
    (PostId, &["post id", "beitrags-id"]),
    (
        Text,
        &[
            "comment text",
            "live chat text",
            "kommentartext",
            "reactietekst",
            "texto del comentario",
            "textul comentariului",
            "komentuoti tekstą",
        ],
    ),
    (
        Latitude,
        &[
            "video recording latitude",
            "latitude van video-opname",
            "latitud de grabación del vídeo",
            "latitudinea de înregistrare a videoclipului",
            "video default location latitude",
            "standaardbreedtegraad van videolocatie",
            "latitud de la ubicación predeterminada del vídeo",
            "latitudinea prestabilită a videoclipului",
            "numatytoji vaizdo įrašo vietovės platuma",
        ],
    ),
    (
        Longitude,
        &[
            "video recording longitude",
            "longitude van video-opname",
            "longitud de grabación del vídeo",
            "longitudinea de înregistrare a videoclipului",
            "video default location longitude",
            "standaardlengtegraad van videolocatie",
            "longitud de la ubicación predeterminada del vídeo",
            "longitudinea prestabilită a videoclipului",
            "numatytoji vaizdo įrašo vietovės ilguma",
        ],
    ),
    (
        VideoTitle,
        &[
            "video title (original)",
            "videotitel (origineel)",
            "título del vídeo (original)",
            "titlul videoclipului (original)",
            "vaizdo įrašo pavadinimas (originalas)",
        ],
    ),
    (
        Description,
        &[
            "video description (original)",
            "videobeschrijving (origineel)",
            "descripción del vídeo (original)",
            "descrierea videoclipului (original)",
            "vaizdo įrašo aprašas (originalas)",
        ],
    ),
    (
        Published,
        &[
            "video publish timestamp",
            "tijdstempel publicatietijd video",
            "marca de tiempo de publicación del vídeo",
            "marcajul temporal de publicare a videoclipului",
            "vaizdo įrašo paskelbimo laiko žymė",
        ],
    ),
    (Other, &["video recording altitude"]),
];

fn named(name: &str) -> Option<Column> {
    NAMES.iter().find(|(_, names)| names.contains(&name)).map(|(column, _)| *column)
}

/// A row of which the columns are known as well as they can be.
pub struct Cells {
    row: Row,
    /// What each column is called to hold.
    columns: Vec<Option<Column>>,
}

impl Cells {
    pub fn of(frame: &Frame<'_>) -> Result<Self, Unreadable> {
        let row = Row::of(frame)?;
        let columns = row.names().map(|name| named(&name)).collect();
        Ok(Self { row, columns })
    }

    /// The fields of columns that are called so; of no known name, for nothing.
    fn called(&self, column: Option<Column>) -> impl Iterator<Item = &str> {
        let fields = self.columns.iter().zip(self.row.fields());
        fields.filter(move |(name, _)| **name == column).map(|(_, field)| field.trim())
    }

    /// What stands under a name of that column.
    fn under(&self, column: Column) -> impl Iterator<Item = &str> {
        self.called(Some(column))
    }

    /// Whether the table names that column.
    fn has(&self, column: Column) -> bool {
        self.columns.contains(&Some(column))
    }

    /// What stands under names that are not known.
    fn nameless(&self) -> impl Iterator<Item = &str> {
        self.called(None)
    }

    /// The value of a column, if it is named and not empty.
    pub fn get(&self, column: Column) -> Option<&str> {
        self.under(column).find(|field| !field.is_empty())
    }

    /// The same; where no column is named so, the first value under an unknown name that looks right.
    pub fn find(&self, column: Column, looks_right: impl Fn(&str) -> bool) -> Option<&str> {
        if self.has(column) { self.get(column) } else { self.nameless().find(|field| looks_right(field)) }
    }

    pub fn channel_id(&self) -> Option<&str> {
        self.find(ChannelId, is_channel_id)
    }

    /// The id of a video. Titles can look alike, so this is only for tables without any.
    pub fn video_id(&self) -> Option<&str> {
        self.find(VideoId, |field| field.len() == 11 && address::id(field).is_some())
    }

    pub fn post_id(&self) -> Option<&str> {
        self.find(PostId, is_post_id)
    }

    /// The comment that is answered: in every known order it stands behind the comment's own id.
    pub fn parent_id(&self) -> Option<&str> {
        if self.has(ParentId) {
            return self.get(ParentId);
        }
        let own = usize::from(!self.has(CommentId));
        self.nameless().filter(|field| is_comment_id(field)).nth(own)
    }

    pub fn text(&self) -> Option<&str> {
        self.find(Text, |field| field.starts_with("{\""))
    }

    /// A time, and whether something stands there that is none.
    pub fn time(&self, column: Column) -> (At, bool) {
        let written = self.find(column, |field| time::iso(field).is_some());
        let read =
            written.map(|text| time::iso(text).or_else(|| time::utc_second(text.trim_end_matches(" UTC"))));
        (read.flatten().unwrap_or(At::NONE), read == Some(None))
    }

    /// All names of a channel in addresses.
    pub fn vanities(&self) -> Vec<Words<'static>> {
        let all = self.under(Vanity).filter(|field| !field.is_empty());
        all.map(|name| Words::from(name.to_owned())).collect()
    }

    /// A number.
    pub fn number(&self, column: Column) -> Option<f64> {
        self.get(column)?.parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// Whether a price stands there that is not nothing. In which unit, nobody has confirmed.
    pub fn is_paid(&self) -> bool {
        self.get(Price).is_some_and(|price| price.contains(|letter: char| ('1'..='9').contains(&letter)))
    }

    /// Whether nothing stands in any field.
    pub fn is_blank(&self) -> bool {
        self.row.fields().all(|field| field.trim().is_empty())
    }
}

fn is_channel_id(text: &str) -> bool {
    text.len() == 24 && text.starts_with("UC") && address::id(text).is_some()
}

fn is_post_id(text: &str) -> bool {
    text.starts_with("Ugkx") && address::id(text).is_some()
}

/// `Ug...`; an answer has its parent's id in front of a dot.
fn is_comment_id(text: &str) -> bool {
    let fits = |part: &str| address::id(part).is_some();
    text.starts_with("Ug") && text.len() >= 20 && !is_post_id(text) && text.split('.').all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(header: &str, row: &str) -> Cells {
        let (bytes, header) = (row.as_bytes(), header.as_bytes());
        Cells::of(&Frame { path: 0, number: 1, key: None, item: 0, bytes, header }).ok().unwrap()
    }

    const OWN: &str = "UgzAAAAAAAAAAAAAAAB4AaABAg";
    const PARENT: &str = "UgzAAAAAAAAAAAAAAAA4AaABAg";
    const CHANNEL: &str = "UC0000000000000000000000";

    #[test]
    fn no_column_has_two_meanings() {
        let mut names: Vec<&str> = NAMES.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn a_column_of_an_unknown_name_is_known_by_what_stands_in_it() {
        let row = format!(
            "{OWN},{CHANNEL},2025-12-30T14:28:42+00:00,0,{PARENT},,AAAAAAAAAAA,\"{{\"\"text\"\":\"\"a\"\"}}\","
        );
        let cells = cells("a,b,c,d,e,f,g,h,i", &row);
        assert_eq!(cells.channel_id(), Some(CHANNEL));
        assert_eq!(cells.video_id(), Some("AAAAAAAAAAA"));
        assert_eq!(cells.parent_id(), Some(PARENT));
        assert_eq!(cells.text(), Some("{\"text\":\"a\"}"));
        assert_eq!(cells.time(Time).0.to_text().as_deref(), Some("2025-12-30T14:28:42Z"));
    }

    #[test]
    fn an_empty_field_of_a_known_column_is_empty() {
        let cells = cells("Comment ID,Parent Comment ID,Other", &format!("{OWN},,{PARENT}"));
        assert_eq!(cells.parent_id(), None);
        assert_eq!(cells.video_id(), None);
    }
}
