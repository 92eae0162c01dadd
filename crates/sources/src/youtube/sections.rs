//! The files of YouTube in a Google Takeout that are read. Their names follow the language of the account; where theirs is
//! not known, histories are known by their first items and tables by their headers.

use archive::{Frames, Path, Step};
use event::Channel;

use super::channels::*;
use super::{comments, history, lists};
use crate::section::{Section, in_place_of, shared, signed, with_context};

const LIST: Frames = Frames { paths: &[Path::records(&[Step::Items])], single: &[] };

/// Items of a history of HTML.
const ITEM: &[u8] = b"<div class=\"outer-cell";
/// Comments of the older pages.
const COMMENT_ITEM: &[u8] = b"<li>";

const WATCHED: &[&Channel] = &[&VIEW, &AD];
const SEARCHED: &[&Channel] = &[&SEARCH];
const BOTH: &[&Channel] = &[&VIEW, &AD, &SEARCH];
const CHATS: &[&Channel] = &[&LIVE_CHAT, &SUPER_CHAT];

/// The names of a history with that ending.
macro_rules! names {
    ($ending:literal: $($name:literal),+ $(,)?) => { &[$(concat!($name, $ending)),+] };
}

macro_rules! watch_names {
    ($ending:literal) => {
        names!($ending:
            "history/watch-history",
            "watch-history",
            "Wiedergabeverlauf",
            "kijkgeschiedenis",
            "historial-de-reproducciones",
            "historial de reproducciones",
            "historial de visualitzacions",
            "istoricul-vizionărilor",
            "žiūrėjimo istorija",
        )
    };
}

macro_rules! search_names {
    ($ending:literal) => {
        names!($ending:
            "history/search-history",
            "search-history",
            "Suchverlauf",
            "zoekgeschiedenis",
            "historial-de-búsqueda",
            "historial de búsqueda",
            "historial de búsquedas",
            "historial de cerques",
            "istoricul căutărilor",
            "paieškos istorija",
        )
    };
}

macro_rules! activity_names {
    ($ending:literal) => {
        names!($ending:
            "My Activity/YouTube/MyActivity",
            "Meine Aktivitäten/YouTube/MeineAktivitäten",
            "Mon activité/YouTube/MonActivité",
            "Mi actividad/YouTube/MiActividad",
        )
    };
}

const WATCH_JSON: &str = "history/watch-history.json";
const WATCH_HTML: &str = "history/watch-history.html";
const SEARCH_JSON: &str = "history/search-history.json";
const SEARCH_HTML: &str = "history/search-history.html";

/// What the first items of a history of JSON hold, with and without blanks.
const WATCH_SIGNS: &[&[&str]] =
    &[&["\"header\": \"YouTube", "\"time\"", "watch?v"], &["\"header\":\"YouTube", "\"time\"", "watch?v"]];
const SEARCH_SIGNS: &[&[&str]] = &[
    &["\"header\": \"YouTube", "\"time\"", "results?search_query"],
    &["\"header\":\"YouTube", "\"time\"", "results?search_query"],
];
const HTML_WATCH_SIGNS: &[&[&str]] =
    &[&["outer-cell mdl-cell", "mdl-typography--title\">YouTube", "watch?v"]];
const HTML_SEARCH_SIGNS: &[&[&str]] =
    &[&["outer-cell mdl-cell", "mdl-typography--title\">YouTube", "results?search_query"]];

const COMMENT_SIGNS: &[&[&str]] = &[
    &["comment id", "comment text"],
    &["kommentar-id", "kommentartext"],
    &["reactie-id", "reactietekst"],
    &["id de comentario", "texto del comentario"],
    &["id-ul comentariului", "textul comentariului"],
    &["komentaro id", "komentuoti tekstą"],
];

const CHANNEL_SIGNS: &[&[&str]] = &[
    &["channel id", "channel title (original)", "channel visibility"],
    &["id de canal", "título del canal (original)", "visibilidad del canal"],
    &["id-ul canalului", "titlul canalului (original)", "vizibilitatea canalului"],
];

/// Files of playlists are called as their owner called the playlist.
const SAVED_SIGNS: &[&[&str]] = &[
    &["video id,playlist video creation timestamp"],
    &["video-id,tijdstempel voor het maken van een playlistvideo"],
    &["id de vídeo,marca de tiempo de creación de la lista de reproducción de vídeos"],
    &["id-ul videoclipului,marcaj temporal de creare a videoclipului din playlist"],
    &["vaizdo įrašo id,grojaraščio vaizdo įrašo sukūrimo laiko žymė"],
];

const SUBSCRIPTION_SIGNS: &[&[&str]] = &[
    &["channel id", "channel url", "channel title"],
    &["kanal-id", "kanal-url", "kanaltitel"],
    &["kanaal-id", "kanaal-url", "kanaaltitel"],
    &["id del canal", "url del canal", "título del canal"],
    &["id-ul canalului", "adresa url a canalului", "titlul canalului"],
    &["kanalo id", "kanalo url", "kanalo pavadinimas"],
];

pub static SECTIONS: &[Section] = &[
    // Whose it is, before anything that need not tell.
    with_context(
        signed(
            Section::csv(
                &["channels/channel.csv", "Kanäle/Kanal.csv", "kanaal.csv", "kanalas.csv"],
                lists::channel,
                &[],
                "your channel",
            ),
            CHANNEL_SIGNS,
        ),
        lists::owner,
    ),
    // What was watched and searched for.
    signed(
        Section::json(search_names!(".json"), LIST, history::mixed_json, SEARCHED, "searches"),
        SEARCH_SIGNS,
    ),
    in_place_of(
        signed(
            Section::html(search_names!(".html"), ITEM, history::mixed_html, SEARCHED, "searches (HTML)"),
            HTML_SEARCH_SIGNS,
        ),
        &[SEARCH_JSON],
    ),
    signed(
        Section::json(watch_names!(".json"), LIST, history::watched_json, WATCHED, "videos you watched"),
        WATCH_SIGNS,
    ),
    in_place_of(
        signed(
            Section::html(
                watch_names!(".html"),
                ITEM,
                history::watched_html,
                WATCHED,
                "videos you watched (HTML)",
            ),
            HTML_WATCH_SIGNS,
        ),
        &[WATCH_JSON],
    ),
    in_place_of(
        Section::json(
            activity_names!(".json"),
            LIST,
            history::mixed_json,
            BOTH,
            "videos you watched and searches, from My Activity",
        ),
        &[WATCH_JSON, WATCH_HTML, SEARCH_JSON, SEARCH_HTML],
    ),
    in_place_of(
        Section::html(
            activity_names!(".html"),
            ITEM,
            history::mixed_html,
            BOTH,
            "videos you watched and searches, from My Activity (HTML)",
        ),
        &[WATCH_JSON, WATCH_HTML, SEARCH_JSON, SEARCH_HTML, "My Activity/YouTube/MyActivity.json"],
    ),
    // What was written.
    with_context(
        signed(
            Section::csv(
                &[
                    "comments/comments.csv",
                    "Kommentare/Kommentare.csv",
                    "reacties.csv",
                    "comentarios/comentarios.csv",
                    "comentarii.csv",
                    "komentarai.csv",
                ],
                comments::comment,
                &[&COMMENT, &REPLY],
                "comments",
            ),
            COMMENT_SIGNS,
        ),
        comments::owner,
    ),
    in_place_of(
        Section::html(
            &["my-comments/my-comments.html", "my-comments.html", "Meine Kommentare/**"],
            COMMENT_ITEM,
            comments::older_comment,
            &[&COMMENT],
            "comments (before 2021)",
        ),
        &["comments/comments.csv"],
    ),
    with_context(
        signed(
            Section::csv(
                &["live chats/live chats.csv", "Livechats/Livechats.csv", "mensajes del chat en directo.csv"],
                comments::live_chat,
                CHATS,
                "messages in live chats",
            ),
            &[&["live chat id", "live chat text"]],
        ),
        comments::owner,
    ),
    in_place_of(
        Section::html(
            &[
                "my-live-chat-messages/my-live-chat-messages.html",
                "my-live-chat-messages.html",
                "meine-live-chat-nachrichten/**",
            ],
            COMMENT_ITEM,
            comments::older_live_chat,
            &[&LIVE_CHAT],
            "messages in live chats (before 2021)",
        ),
        &["live chats/live chats.csv"],
    ),
    // What stands.
    signed(
        Section::csv(
            &[
                "subscriptions/subscriptions.csv",
                "Abos/Abos.csv",
                "abonnementen/abonnementen.csv",
                "suscripciones/suscripciones.csv",
                "abonamente.csv",
                "prenumeratos.csv",
            ],
            lists::subscription,
            &[&SUBSCRIPTION],
            "channels you subscribed to",
        ),
        SUBSCRIPTION_SIGNS,
    ),
    shared(Section::json(
        &["playlists/likes.json", "Playlists/Liked videos.json"],
        LIST,
        history::like,
        &[&LIKE],
        "likes (before 2021)",
    )),
    shared(signed(
        Section::csv(&["playlists/**"], lists::saved, &[&SAVE], "videos in playlists"),
        SAVED_SIGNS,
    )),
    signed(
        Section::csv(
            &[
                "video metadata/videos.csv",
                "Video-Metadaten/Videos.csv",
                "video_s.csv",
                "vídeos.csv",
                "videoclipuri.csv",
                "vaizdo įrašai.csv",
            ],
            lists::video,
            &[&POST],
            "videos you published",
        ),
        &[&["video id", "video title (original)"]],
    ),
    signed(
        Section::csv(
            &[
                "video metadata/video recordings.csv",
                "video recordings.csv",
                "Videoaufzeichnungen.csv",
                "video-opnamen.csv",
                "grabaciones de vídeo.csv",
                "înregistrări video.csv",
            ],
            lists::recording,
            &[],
            "where videos were recorded",
        ),
        &[&["video id", "video recording latitude"]],
    ),
    Section::csv(
        &[
            "channels/channel feature data.csv",
            "channel feature data.csv",
            "Kanalelementdaten.csv",
            "gegevens voor kanaalfunctie.csv",
            "datos de la función del canal.csv",
            "date despre funcțiile canalului.csv",
            "kanalo funkcijų duomenys.csv",
        ],
        lists::defaults,
        &[],
        "the place that your videos are given",
    ),
    Section::csv(
        &[
            "channels/channel URL configs.csv",
            "channel URL configs.csv",
            "Kanal-URL-Konfigurationen.csv",
            "URL-configuraties van kanaal.csv",
            "configuraciones de la URL del canal.csv",
            "configurații pentru adresa URL a canalului.csv",
            "kanalo URL konfigūracijos.csv",
        ],
        lists::addresses,
        &[],
        "names of your channel",
    ),
];
