//! What is said around the questions, in the languages of the standard questionnaire.

/// Words of the interview in one language. `{n}` and the like are filled in.
pub struct Phrases {
    pub code: &'static str,
    pub hello: &'static str,
    pub keys: &'static str,
    /// `{n}`: this question, `{of}`: about how many there are.
    pub question: &'static str,
    pub several: &'static str,
    pub number: &'static str,
    pub words: &'static str,
    /// `{said}`: the answer that was given before.
    pub said_before: &'static str,
    pub no_such_number: &'static str,
    pub not_several: &'static str,
    pub not_a_number: &'static str,
    /// `{low}`, `{high}`.
    pub not_between: &'static str,
    pub not_possible: &'static str,
    pub first: &'static str,
    pub stopped: &'static str,
    pub thanks: &'static str,
    /// Between the name of an account and its platform.
    pub on: &'static str,
}

/// Those of a language, else English.
pub fn of(language: &str) -> &'static Phrases {
    ALL.into_iter().find(|phrases| phrases.code == language).unwrap_or(&ENGLISH)
}

/// All languages.
const ALL: [&Phrases; 4] = [&ENGLISH, &GERMAN, &SPANISH, &FRENCH];

const ENGLISH: Phrases = Phrases {
    code: "en",
    hello: "First a few questions about you and social media. Your answers stay on this machine: they go into your report, next to what \
            your data shows, and nowhere else. There are no right answers.",
    keys: "Type the number of an answer and press Enter. Enter alone leaves a question out, b goes back, q stops (what you said so far \
           is kept).",
    question: "Question {n} of about {of}",
    several: "Several numbers, with spaces between them.",
    number: "a number",
    words: "in your own words",
    said_before: "You said: {said}. Enter keeps it, - takes it back.",
    no_such_number: "Please type one of the numbers above, or Enter to leave it out.",
    not_several: "Please type numbers from the list, with spaces between them; the last one, “none”, only alone.",
    not_a_number: "Please type a number, or Enter to leave it out.",
    not_between: "Please type a number from {low} to {high}, or Enter to leave it out.",
    not_possible: "That cannot be taken as an answer here; Enter leaves it out.",
    first: "This is the first question.",
    stopped: "We stop here. What you said so far is used.",
    thanks: "Thank you. Now comes what your data shows.",
    on: "on",
};

const GERMAN: Phrases = Phrases {
    code: "de",
    hello: "Zuerst einige Fragen zu Ihnen und den sozialen Medien. Ihre Antworten bleiben auf diesem Rechner: Sie stehen in Ihrem Bericht \
            neben dem, was Ihre Daten zeigen, und nirgends sonst. Richtige Antworten gibt es nicht.",
    keys: "Geben Sie die Nummer einer Antwort ein und drücken Sie Enter. Enter allein lässt eine Frage aus, b geht zurück, q hört auf (was \
           Sie bis dahin gesagt haben, bleibt).",
    question: "Frage {n} von etwa {of}",
    several: "Mehrere Nummern, mit Leerzeichen dazwischen.",
    number: "eine Zahl",
    words: "in eigenen Worten",
    said_before: "Sie sagten: {said}. Enter behält es, - nimmt es zurück.",
    no_such_number: "Bitte eine der Nummern oben eingeben, oder Enter, um sie auszulassen.",
    not_several: "Bitte Nummern aus der Liste eingeben, mit Leerzeichen dazwischen; die letzte, „nichts davon“, nur allein.",
    not_a_number: "Bitte eine Zahl eingeben, oder Enter, um die Frage auszulassen.",
    not_between: "Bitte eine Zahl von {low} bis {high} eingeben, oder Enter, um die Frage auszulassen.",
    not_possible: "Das kann hier nicht als Antwort gelten; Enter lässt die Frage aus.",
    first: "Das ist die erste Frage.",
    stopped: "Wir hören hier auf. Was Sie bis jetzt gesagt haben, wird verwendet.",
    thanks: "Danke. Nun folgt, was Ihre Daten zeigen (auf Englisch).",
    on: "auf",
};

const SPANISH: Phrases = Phrases {
    code: "es",
    hello: "Primero unas preguntas sobre usted y las redes sociales. Sus respuestas se quedan en este ordenador: van a su informe, junto a \
            lo que muestran sus datos, y a ningún otro lugar. No hay respuestas correctas.",
    keys: "Escriba el número de una respuesta y pulse Intro. Intro solo deja la pregunta sin contestar, b vuelve atrás, q termina (lo que \
           haya dicho hasta entonces se guarda).",
    question: "Pregunta {n} de unas {of}",
    several: "Varios números, separados por espacios.",
    number: "un número",
    words: "con sus propias palabras",
    said_before: "Usted dijo: {said}. Intro lo mantiene, - lo retira.",
    no_such_number: "Escriba uno de los números de arriba, o Intro para no contestar.",
    not_several: "Escriba números de la lista, separados por espacios; el último, «ninguno», solo.",
    not_a_number: "Escriba un número, o Intro para no contestar.",
    not_between: "Escriba un número de {low} a {high}, o Intro para no contestar.",
    not_possible: "Eso no puede ser una respuesta aquí; Intro deja la pregunta sin contestar.",
    first: "Esta es la primera pregunta.",
    stopped: "Lo dejamos aquí. Se usa lo que ha dicho hasta ahora.",
    thanks: "Gracias. Ahora viene lo que muestran sus datos (en inglés).",
    on: "en",
};

const FRENCH: Phrases = Phrases {
    code: "fr",
    hello: "D'abord quelques questions sur vous et les réseaux sociaux. Vos réponses restent sur cette machine : elles vont dans votre \
            rapport, à côté de ce que montrent vos données, et nulle part ailleurs. Il n'y a pas de bonnes réponses.",
    keys: "Tapez le numéro d'une réponse, puis Entrée. Entrée seule laisse une question sans réponse, b revient en arrière, q arrête (ce \
           que vous avez dit jusque-là est gardé).",
    question: "Question {n} sur {of} environ",
    several: "Plusieurs numéros, séparés par des espaces.",
    number: "un nombre",
    words: "avec vos propres mots",
    said_before: "Vous avez dit : {said}. Entrée le garde, - le retire.",
    no_such_number: "Tapez l'un des numéros ci-dessus, ou Entrée pour ne pas répondre.",
    not_several: "Tapez des numéros de la liste, séparés par des espaces ; le dernier, « aucun », seul.",
    not_a_number: "Tapez un nombre, ou Entrée pour ne pas répondre.",
    not_between: "Tapez un nombre de {low} à {high}, ou Entrée pour ne pas répondre.",
    not_possible: "Cela ne peut pas être une réponse ici ; Entrée laisse la question sans réponse.",
    first: "C'est la première question.",
    stopped: "Nous nous arrêtons ici. Ce que vous avez dit jusqu'ici est utilisé.",
    thanks: "Merci. Voici ce que montrent vos données (en anglais).",
    on: "sur",
};
