//! What Takeout calls things in each language, as far as FORMATS.md, section 7, and the lists of columns beside it confirm it.

use event::named;

named! {
    /// The language of an account, which names its folders, files and columns.
    pub enum Tongue {
        English = "en",
        German = "de",
        Dutch = "nl",
        Spanish = "es",
        /// Latin America.
        SpanishAmerica = "es-419",
        Catalan = "ca",
        Romanian = "ro",
        Lithuanian = "lt",
        French = "fr",
    }
}

/// Names of files and columns of one language; nothing where none is confirmed.
pub struct Names {
    /// The folder of the product, where it is known.
    pub product: Option<&'static str>,
    pub watched: Option<&'static str>,
    pub searched: Option<&'static str>,
    pub my_activity: Option<&'static str>,
    pub comments: Option<(&'static str, &'static str)>,
    pub chats: Option<(&'static str, &'static str)>,
    pub subscriptions: Option<(&'static str, &'static str)>,
    pub saved: Option<(&'static str, &'static str)>,
    pub videos: Option<(&'static str, &'static str)>,
    pub recordings: Option<(&'static str, &'static str)>,
    pub channel: Option<(&'static str, &'static str)>,
    pub defaults: Option<(&'static str, &'static str)>,
    /// In front of a watched title, and behind it.
    pub verb: (&'static str, &'static str),
    pub ad: &'static str,
}

const NONE: Names = Names {
    product: None,
    watched: None,
    searched: None,
    my_activity: None,
    comments: None,
    chats: None,
    subscriptions: None,
    saved: None,
    videos: None,
    recordings: None,
    channel: None,
    defaults: None,
    verb: ("", ""),
    ad: "From Google Ads",
};

impl Tongue {
    pub const fn names(self) -> &'static Names {
        match self {
            Self::English => &ENGLISH,
            Self::German => &GERMAN,
            Self::Dutch => &DUTCH,
            Self::Spanish => &SPANISH,
            Self::SpanishAmerica => &SPANISH_AMERICA,
            Self::Catalan => &CATALAN,
            Self::Romanian => &ROMANIAN,
            Self::Lithuanian => &LITHUANIAN,
            Self::French => &FRENCH,
        }
    }
}

static ENGLISH: Names = Names {
    product: Some("YouTube and YouTube Music"),
    watched: Some("history/watch-history"),
    searched: Some("history/search-history"),
    my_activity: Some("My Activity/YouTube/MyActivity"),
    // Its columns differ by year.
    comments: Some(("comments/comments.csv", "")),
    chats: Some((
        "live chats/live chats.csv",
        "Live Chat ID,Channel ID,Live Chat Create Timestamp,Price,Video ID,Live Chat Text",
    )),
    subscriptions: Some(("subscriptions/subscriptions.csv", "Channel Id,Channel Url,Channel Title")),
    saved: Some(("playlists/Watch later-videos.csv", "Video ID,Playlist Video Creation Timestamp")),
    videos: Some((
        "video metadata/videos.csv",
        "Video ID,Video Description (Original),Channel ID,Video Title (Original),Privacy,Video Create Timestamp,Video Publish Timestamp",
    )),
    recordings: Some((
        "video metadata/video recordings.csv",
        "Video ID,Video Recording Altitude,Video Recording Latitude,Video Recording Longitude",
    )),
    channel: Some(("channels/channel.csv", "Channel ID,Channel Title (Original),Channel Visibility")),
    defaults: Some((
        "channels/channel feature data.csv",
        "Channel ID,Video Default Location Latitude,Video Default Location Longitude",
    )),
    verb: ("Watched ", ""),
    ..NONE
};

static GERMAN: Names = Names {
    product: Some("YouTube und YouTube Music"),
    watched: Some("Verlauf/Wiedergabeverlauf"),
    searched: Some("Verlauf/Suchverlauf"),
    my_activity: Some("Meine Aktivitäten/YouTube/MeineAktivitäten"),
    comments: Some((
        "Kommentare/Kommentare.csv",
        "Kommentar-ID,Kanal-ID,Zeitstempel der Erstellung des Kommentars,Preis,Übergeordnete Kommentar-ID,Beitrags-ID,Video-ID,Kommentartext,Kommentar-ID der obersten Ebene",
    )),
    // Nobody has shown these columns: a reader has to go by what stands in them.
    chats: Some(("Livechats/Livechats.csv", "A-ID,Kanal-ID,Zeit A,Preis,Video-ID,Text A")),
    subscriptions: Some(("Abos/Abos.csv", "Spalte 1,Spalte 2,Spalte 3")),
    verb: ("", " angesehen"),
    ..NONE
};

static DUTCH: Names = Names {
    watched: Some("geschiedenis/kijkgeschiedenis"),
    searched: Some("geschiedenis/zoekgeschiedenis"),
    comments: Some((
        "reacties/reacties.csv",
        "Reactie-ID,Kanaal-ID,Aanmaaktijdstempel reactie,Prijs,Video-ID,Reactietekst",
    )),
    subscriptions: Some(("abonnementen/abonnementen.csv", "Kanaal-ID,Kanaal-URL,Kanaaltitel")),
    saved: Some(("Video_s in Watch later.csv", "Video-ID,Tijdstempel voor het maken van een playlistvideo")),
    videos: Some((
        "video_s.csv",
        "Video-ID,Videobeschrijving (origineel),Kanaal-ID,Videotitel (origineel),Privacy,Tijdstempel aanmaaktijd video,Tijdstempel publicatietijd video",
    )),
    recordings: Some((
        "video-opnamen.csv",
        "Video-ID,Hoogte van video-opname,Latitude van video-opname,Longitude van video-opname",
    )),
    channel: Some(("kanaal.csv", "Kanaal-ID,(Originele) kanaaltitel,Kanaalzichtbaarheid")),
    defaults: Some((
        "gegevens voor kanaalfunctie.csv",
        "Kanaal-ID,Standaardbreedtegraad van videolocatie,Standaardlengtegraad van videolocatie",
    )),
    ..NONE
};

static SPANISH: Names = Names {
    product: Some("YouTube y YouTube\u{a0}Music"),
    watched: Some("historial/historial-de-reproducciones"),
    searched: Some("historial/historial-de-búsqueda"),
    my_activity: Some("Mi actividad/YouTube/MiActividad"),
    comments: Some((
        "comentarios/comentarios.csv",
        "ID de comentario,ID de canal,Marca de tiempo de creación del comentario,Precio,ID de vídeo,Texto del comentario",
    )),
    subscriptions: Some(("suscripciones/suscripciones.csv", "ID del canal,URL del canal,Título del canal")),
    saved: Some((
        "Watch later-vídeos.csv",
        "ID de vídeo,Marca de tiempo de creación de la lista de reproducción de vídeos",
    )),
    videos: Some((
        "vídeos.csv",
        "ID de vídeo,Descripción del vídeo (original),ID de canal,Título del vídeo (original),Privacidad,Marca de tiempo de creación del vídeo,Marca de tiempo de publicación del vídeo",
    )),
    recordings: Some((
        "grabaciones de vídeo.csv",
        "ID de vídeo,Altitud de grabación del vídeo,Latitud de grabación del vídeo,Longitud de grabación del vídeo",
    )),
    channel: Some(("canal.csv", "ID de canal,Título del canal (original),Visibilidad del canal")),
    defaults: Some((
        "datos de la función del canal.csv",
        "ID de canal,Latitud de la ubicación predeterminada del vídeo,Longitud de la ubicación predeterminada del vídeo",
    )),
    verb: ("Has visto ", ""),
    ad: "De los anuncios de Google",
    ..NONE
};

static SPANISH_AMERICA: Names = Names {
    product: Some("YouTube y YouTube\u{a0}Music"),
    watched: Some("historial de videos/historial de reproducciones"),
    searched: Some("historial de videos/historial de búsquedas"),
    subscriptions: Some(("suscripciones/suscripciones.csv", "ID del canal,URL del canal,Título del canal")),
    verb: ("Has visto ", ""),
    ad: "De los anuncios de Google",
    ..NONE
};

static CATALAN: Names = Names {
    product: Some("YouTube i YouTube\u{a0}Music"),
    watched: Some("historial/historial de visualitzacions"),
    searched: Some("historial/historial de cerques"),
    ..NONE
};

static ROMANIAN: Names = Names {
    watched: Some("istoric/istoricul-vizionărilor"),
    searched: Some("istoric/istoricul căutărilor"),
    comments: Some((
        "comentarii.csv",
        "ID-ul comentariului,ID-ul canalului,Marcajul temporal de creare a comentariului,Preț,ID-ul videoclipului,Textul comentariului",
    )),
    subscriptions: Some(("abonamente.csv", "ID-ul canalului,Adresa URL a canalului,Titlul canalului")),
    saved: Some((
        "Watch later-videoclipuri.csv",
        "ID-ul videoclipului,Marcaj temporal de creare a videoclipului din playlist",
    )),
    videos: Some((
        "videoclipuri.csv",
        "ID-ul videoclipului,Descrierea videoclipului (original),ID-ul canalului,Titlul videoclipului (original),Confidențialitate,Marcajul temporal de creare a videoclipului,Marcajul temporal de publicare a videoclipului",
    )),
    recordings: Some((
        "înregistrări video.csv",
        "ID-ul videoclipului,Altitudinea de înregistrare a videoclipului,Latitudinea de înregistrare a videoclipului,Longitudinea de înregistrare a videoclipului",
    )),
    channel: Some(("canal.csv", "ID-ul canalului,Titlul canalului (original),Vizibilitatea canalului")),
    defaults: Some((
        "date despre funcțiile canalului.csv",
        "ID-ul canalului,Latitudinea prestabilită a videoclipului,Longitudinea prestabilită a videoclipului",
    )),
    ..NONE
};

static LITHUANIAN: Names = Names {
    watched: Some("istorija/žiūrėjimo istorija"),
    searched: Some("istorija/paieškos istorija"),
    comments: Some((
        "komentarai.csv",
        "Komentaro ID,Kanalo ID,Komentaro sukūrimo laiko žymė,Kaina,Vaizdo įrašo ID,Komentuoti tekstą",
    )),
    subscriptions: Some(("prenumeratos.csv", "Kanalo ID,Kanalo URL,Kanalo pavadinimas")),
    saved: Some(("Watch later-videos.csv", "Vaizdo įrašo ID,Grojaraščio vaizdo įrašo sukūrimo laiko žymė")),
    videos: Some((
        "vaizdo įrašai.csv",
        "Vaizdo įrašo ID,Vaizdo įrašo aprašas (originalas),Kanalo ID,Vaizdo įrašo pavadinimas (originalas),Privatumas,Vaizdo įrašo sukūrimo laiko žymė,Vaizdo įrašo paskelbimo laiko žymė",
    )),
    channel: Some(("kanalas.csv", "Kanalo ID,Kanalo pavadinimas (pradinis),Kanalo matomumas")),
    defaults: Some((
        "kanalo funkcijų duomenys.csv",
        "Kanalo ID,Numatytoji vaizdo įrašo vietovės platuma,Numatytoji vaizdo įrašo vietovės ilguma",
    )),
    ..NONE
};

static FRENCH: Names = Names {
    my_activity: Some("Mon activité/YouTube/MonActivité"),
    verb: ("Vous avez regardé ", ""),
    ad: "Des annonces Google",
    ..NONE
};
