#!/usr/bin/env python3
"""Count the events that the samples of Facebook, Instagram, Threads, X and YouTube hold: a second opinion on the readers.

    python3 count_samples.py /work/shared/samples

prints one JSON object: for each sample its platforms, and for each platform how many events of each
"<kind> <direction>" it holds. Samples that are no export have no platforms.

It follows docs/events.md (what becomes of which record) and FORMATS.md (what the files look like) and shares
nothing with the readers: neither code, nor tables, nor their output. It has rules for what the samples hold,
not for the whole of events.md; where it meets a file that it has no rule for, it stops instead of
leaving it out of the count.

A sample is a zip or a loose file. A loose file is an export of its own, so its owner is known only if that one
file says so. Loose files are told apart by their content, because the names carry the project they come from.
"""

import csv
import io
import json
import re
import sys
import zipfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import parse_qs, urlsplit

PLATFORM_FOLDERS = ("facebook", "instagram", "threads", "x", "youtube")

# A handle follows the beginning of the text, or a character that is no letter, digit or one of @ . _ - / + %
INSTAGRAM_HANDLE = re.compile(r"(?<![\w@./+%-])@([A-Za-z0-9._]{1,30})")
LEADING_HANDLE = re.compile(r"@([A-Za-z0-9._]{1,30})")
REPOST = re.compile(r"RT @([A-Za-z0-9_]{1,15}):")
QUOTE = re.compile(r"https?://(?:(?:www|mobile)\.)?(?:twitter|x)\.com/([A-Za-z0-9_]{1,15})/status/\d+(?:[?/#].*)?")
GENERATED_MESSAGE = re.compile(r"Liked a message|Reacted .+ to your message")

USER_NAME_LABELS = ("Username", "Nom d\u2019utilisateur")
NAME_LABELS = ("Name", "Nom")

# Files without events: the profile, and what events.md lists as known and not read.
WITHOUT_EVENTS = {
    "profile_user",
    "ig_custom_audiences_all_types",
    "inferred_data_ig_interest",
    "topics_your_topics",
    "topics_your_reels_topics",
    "topics_your_reels_emotions",
}


# What the samples of Facebook hold. Off-Meta activity, apps and what advertisers know yield nothing.
FACEBOOK_WITHOUT_EVENTS = {
    "app_posts_v2",
    "installed_apps_v2",
    "off_facebook_activity_v2",
    "custom_audiences_v2",
    "custom_audiences_all_types_v2",
    "topics_v2",
}
FACEBOOK_OWN = {"history_v2": "ad_click"}


class NoRule(Exception):
    """A file or record of which this script does not know what it yields."""


class Tally:
    """The counts of one sample, by platform."""

    def __init__(self):
        self.platforms = defaultdict(Counter)

    def seen(self, platform):
        """Note that the sample belongs to the platform, even if it holds no event of it."""
        self.platforms[platform].update()

    def add(self, platform, kind, direction, times=1):
        if times:
            self.platforms[platform][f"{kind} {direction}"] += times


@dataclass
class Account:
    """What an export says of an account, most often of its owner; None is not known."""

    handle: str | None = None
    name: str | None = None
    account_id: str | None = None


def same_handle(left, right):
    return bool(left and right) and left.lower() == right.lower()


def add_outgoing(tally, platform, kind, party, owner):
    """Count an act towards a party (a handle, or None), which is 'own' if the party is the owner."""
    direction = "own" if same_handle(party, owner.handle) else "outgoing"
    tally.add(platform, kind, direction)


def add_mentions(tally, platform, text, owner, party=None):
    """Count the handles in a text of the owner on Instagram or Threads, each once."""
    handles = {match.rstrip(".").lower() for match in INSTAGRAM_HANDLE.findall(text or "")}
    left_out = {"", (owner.handle or "").lower(), (party or "").lower()}
    tally.add(platform, "mention", "outgoing", len(handles - left_out))


def message_direction(sender, owner_identity):
    if owner_identity is None:
        return "unknown"
    return "outgoing" if sender == owner_identity else "incoming"


def add_reactions(tally, platform, actors, sender, owner_identity):
    """Count the reactions to one message: the owner's to others', and others' to the owner's."""
    for actor in actors:
        if owner_identity is None or (actor == owner_identity) == (sender == owner_identity):
            continue
        tally.add(platform, "react", message_direction(actor, owner_identity))


# --- Reading files ------------------------------------------------------------------------------------------


def repair(value):
    """Undo the encoding of Meta's JSON, in which each byte of the UTF-8 became a character, in keys too."""
    if isinstance(value, str):
        try:
            return value.encode("latin-1").decode("utf-8")
        except UnicodeError:
            return value
    if isinstance(value, list):
        return [repair(item) for item in value]
    if isinstance(value, dict):
        return {repair(key): repair(item) for key, item in value.items()}
    return value


def is_noise(path):
    return "__MACOSX" in path.parts or path.name.startswith("._")


def members(sample):
    """The data files of a sample, as pairs of a path and a text; the rest of a zip are pictures and films."""
    if sample.suffix != ".zip":
        return [(PurePosixPath(sample.name), sample.read_text("utf-8-sig"))]
    with zipfile.ZipFile(sample) as archive:
        paths = [PurePosixPath(name) for name in archive.namelist() if name.endswith((".json", ".js"))]
        return [(path, archive.read(str(path)).decode("utf-8-sig")) for path in paths if not is_noise(path)]


def count_sample(sample):
    tally = Tally()
    files = members(sample)
    if any(text.startswith("window.") for _, text in files):
        count_x(files, tally)
    elif all(is_of_takeout(path, text) for path, text in files):
        for path, text in files:
            count_takeout(path, text, tally)
    else:
        parsed = [(path, repair(json.loads(text))) for path, text in files]
        count_meta([(path, content) for path, content in parsed if not is_expected_output(content)], tally)
    return {platform: dict(sorted(counts.items())) for platform, counts in sorted(tally.platforms.items())}


def is_expected_output(content):
    """Whether a file is the table another project expects its reader to make, and so no export."""
    return isinstance(content, dict) and {"input_file", "platform", "expected_output"} <= content.keys()


# --- X ------------------------------------------------------------------------------------------------------


def count_x(files, tally):
    tally.seen("x")
    contents = [x_content(text) for _, text in files]
    owner = x_owner(contents)
    for kind, content in contents:
        if kind == "manifest":
            continue
        elif kind == "tweets":
            for item in content:
                count_tweet(item.get("tweet", item), owner, tally)
        elif kind == "direct_messages":
            for item in content:
                count_x_conversation(item["dmConversation"], owner, tally)
        else:
            raise NoRule(f"X file of type {kind}")


def x_content(text):
    """The type and the content of a file: strict JSON after the first `=`."""
    head, _, body = text.partition("=")
    head = head.strip()
    if head == "window.__THAR_CONFIG":
        return "manifest", json.loads(body)
    match = re.fullmatch(r"window\.YTD\.(\w+)\.part\d+", head)
    if not match:
        raise NoRule(f"X file that begins with {head}")
    return match[1], json.loads(body)


def x_owner(contents):
    for kind, content in contents:
        if kind == "manifest":
            user = content["userInfo"]
            return Account(handle=user["userName"], name=user["displayName"], account_id=user["accountId"])
    return Account()


def is_x_account(account, account_id, handle):
    if account_id and account.account_id:
        return account_id == account.account_id
    return same_handle(handle, account.handle)


def mentioned_account(mention):
    return mention.get("id_str"), mention.get("screen_name")


def count_tweet(tweet, owner, tally):
    repost = REPOST.match(tweet["full_text"])
    if repost:
        add_outgoing(tally, "x", "share", repost[1], owner)
        return
    replied_id = tweet.get("in_reply_to_user_id_str")
    replied_handle = tweet.get("in_reply_to_screen_name")
    is_reply = bool(tweet.get("in_reply_to_status_id_str") or replied_id or replied_handle)
    if is_reply and not is_x_account(owner, replied_id, replied_handle):
        tally.add("x", "reply", "outgoing")
    else:
        tally.add("x", "post", "own")
    entities = tweet.get("entities", {})
    left_out = [owner, Account(handle=replied_handle, account_id=replied_id)]
    mentioned = {
        account_id or handle.lower()
        for account_id, handle in map(mentioned_account, entities.get("user_mentions", []))
        if not any(is_x_account(account, account_id, handle) for account in left_out)
    }
    tally.add("x", "mention", "outgoing", len(mentioned))
    tally.add("x", "share", "outgoing", has_quote(entities.get("urls", []), owner))


def has_quote(urls, owner):
    """Whether one of the links leads to a post of someone else."""
    matches = [QUOTE.fullmatch(url.get("expanded_url") or "") for url in urls]
    return any(match and not same_handle(match[1], owner.handle) for match in matches)


def count_x_conversation(conversation, owner, tally):
    for entry in conversation["messages"]:
        message = entry.get("messageCreate") or entry.get("welcomeMessageCreate")
        if message is None:
            continue
        sender = message["senderId"]
        tally.add("x", "message", message_direction(sender, owner.account_id))
        actors = [reaction["senderId"] for reaction in message.get("reactions", [])]
        add_reactions(tally, "x", actors, sender, owner.account_id)


# --- YouTube ------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """Takes the items of a page of My Activity apart: the product, the lines of the body and of the caption."""

    def __init__(self, text):
        super().__init__()
        self.items = []
        self.place = None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        classes = (attributes.get("class") or "").split()
        if tag == "div":
            self.place = None
            if "outer-cell" in classes:
                self.items.append({"product": "", "title_url": None, "caption": ""})
            elif "header-cell" in classes:
                self.place = "product"
            elif "mdl-typography--caption" in classes:
                self.place = "caption"
            elif "content-cell" in classes and "mdl-typography--text-right" not in classes:
                self.place = "body"
        elif tag == "a" and self.place == "body" and self.items[-1]["title_url"] is None:
            self.items[-1]["title_url"] = attributes.get("href")

    def handle_data(self, data):
        if self.place in ("product", "caption"):
            self.items[-1][self.place] += data


def is_of_takeout(path, text):
    """Whether a file is a page, a table, or a history in JSON, whose items are told by their keys."""
    if path.suffix in (".html", ".csv"):
        return True
    content = json.loads(text)
    is_item = lambda item: isinstance(item, dict) and {"header", "title", "time", "products"} <= item.keys()
    return isinstance(content, list) and bool(content) and all(map(is_item, content))


def count_takeout(path, text, tally):
    if path.suffix == ".html":
        items = [(item["product"], item["title_url"], "Google Ads" in item["caption"]) for item in Page(text).items]
        count_history(items, tally)
    elif path.suffix == ".csv":
        count_table(path, list(csv.reader(io.StringIO(text, newline=""))), tally)
    else:
        is_ad = lambda item: any("Google" in detail.get("name", "") for detail in item.get("details", []))
        count_history([(item["header"], item.get("titleUrl"), is_ad(item)) for item in json.loads(text)], tally)


def count_history(items, tally):
    """Count the items of a history; those of other products than YouTube are none of ours."""
    for product, url, is_ad in items:
        if not product.strip().startswith("YouTube"):
            continue
        tally.seen("youtube")
        address = urlsplit(url or "")
        if address.path == "/results" and "search_query" in parse_qs(address.query):
            tally.add("youtube", "search", "own")
        elif address.path == "/watch":
            tally.add("youtube", "view", "own" if is_ad else "outgoing")
        else:
            raise NoRule(f"an item that leads to {address.path}")


def count_table(path, rows, tally):
    """Count comments: an answer names the comment that it answers."""
    header, rows = rows[0], rows[1:]
    if "Kommentartext" not in header:
        raise NoRule(f"table {path} of {header}")
    tally.seen("youtube")
    parent = header.index("Übergeordnete Kommentar-ID")
    for row in rows:
        tally.add("youtube", "reply" if row[parent] else "comment", "outgoing")


# --- Instagram and Threads ----------------------------------------------------------------------------------


def count_meta(files, tally):
    """Count the files of an export, each of which is a bare list or an object with one or more lists in it."""
    owner = meta_owner(files)
    for path, content in files:
        if isinstance(content, list):
            if not re.fullmatch(r"posts_\d+", path.stem):
                raise NoRule(f"bare list {path}")
            tally.seen("instagram")
            own_posts("post")("instagram", content, owner, tally)
        elif is_message_file(content):
            tally.seen("instagram")
            count_message_file(content, owner, tally)
        else:
            for key, records in content.items():
                if key in FACEBOOK_WITHOUT_EVENTS | FACEBOOK_OWN.keys():
                    tally.seen("facebook")
                    if key in FACEBOOK_OWN:
                        tally.add("facebook", FACEBOOK_OWN[key], "own", len(records))
                    continue
                count_list(path, key, records, owner, tally)


def count_list(path, key, records, owner, tally):
    platform = "threads" if key.startswith("text_post_app_") else "instagram"
    tally.seen(platform)
    if key in WITHOUT_EVENTS:
        return
    if key not in LISTS:
        raise NoRule(f"list {key} in {path}")
    LISTS[key](platform, [records] if isinstance(records, dict) else records, owner, tally)


def meta_owner(files):
    """The owner by the profile; failing that, the name of the one participant of all of at least two threads."""
    for _, content in files:
        if isinstance(content, dict) and "profile_user" in content:
            fields = content["profile_user"][0]["string_map_data"]
            return Account(handle=labelled(fields, USER_NAME_LABELS), name=labelled(fields, NAME_LABELS))
    return Account(name=participant_of_all(files))


def labelled(fields, labels):
    values = [fields[label]["value"] for label in labels if label in fields]
    return values[0] if values else None


def participant_of_all(files):
    threads = defaultdict(set)
    for path, content in files:
        if is_message_file(content):
            threads[path.parent].update(participant_names(content))
    if len(threads) < 2:
        return None
    in_all = set.intersection(*threads.values())
    return in_all.pop() if len(in_all) == 1 else None


def is_message_file(content):
    return isinstance(content, dict) and isinstance(content.get("messages"), list)


def participant_names(content):
    return [participant["name"] for participant in content.get("participants", [])]


def count_message_file(content, owner, tally):
    is_group = len(participant_names(content)) > 2
    for message in content["messages"]:
        sender, text = message["sender_name"], message.get("content", "")
        actors = [reaction["actor"] for reaction in message.get("reactions", [])]
        add_reactions(tally, "instagram", actors, sender, owner.name)
        if GENERATED_MESSAGE.fullmatch(text.strip()):
            continue
        direction = message_direction(sender, owner.name)
        is_call = "call_duration" in message
        tally.add("instagram", "call" if is_call else "message", direction)
        if is_group and direction == "outgoing" and not is_call:
            add_mentions(tally, "instagram", text, owner)


def text_of_post(record):
    """The title of a post, else that of its first medium; a caption before 2021."""
    return record.get("title") or record.get("caption") or record.get("media", [{}])[0].get("title") or ""


def own_posts(kind):
    """Posts, stories and the like of the owner."""

    def count(platform, records, owner, tally):
        for record in records:
            tally.add(platform, kind, "own")
            add_mentions(tally, platform, text_of_post(record), owner)

    return count


def count_threads_posts(platform, records, owner, tally):
    for record in records:
        text = text_of_post(record)
        party = None
        if any(medium.get("text_app_post", {}).get("is_reply") is True for medium in record["media"]):
            leading = LEADING_HANDLE.match(text)
            party = leading[1].rstrip(".") if leading else None
            add_outgoing(tally, platform, "reply", party, owner)
        else:
            tally.add(platform, "post", "own")
        add_mentions(tally, platform, text, owner, party)


def account_of_entry(record, entry):
    """The account of an entry of a connection: its value, else the title, else the end of its address."""
    return entry.get("value") or record.get("title") or entry.get("href", "").rstrip("/").rpartition("/")[2]


def account_of_thread(record, entry):
    """The account of a liked thread: its title, else the `@name` in its address."""
    in_address = re.search(r"/@([^/]+)", entry.get("href", ""))
    return record.get("title") or (in_address[1] if in_address else None)


def account_of_title(record, entry):
    return record.get("title")


def per_entry(kind, account):
    """Outgoing acts, one for each entry of the `string_list_data` of a record."""

    def count(platform, records, owner, tally):
        for record in records:
            for entry in record["string_list_data"]:
                add_outgoing(tally, platform, kind, account(record, entry), owner)

    return count


def count_followers(platform, records, owner, tally):
    entries = sum(len(record["string_list_data"]) for record in records)
    tally.add(platform, "follow", "incoming", entries)


def count_views_of_authors(platform, records, owner, tally):
    """Posts and videos that were viewed. The author is the only field with a value that is not the time."""
    for record in records:
        values = {label: field["value"] for label, field in record["string_map_data"].items()}
        party = values.get("Author") or values.get("Auteur")
        if party is None:
            raise NoRule(f"no label of an author among {sorted(values)}")
        add_outgoing(tally, platform, "view", party, owner)


def own_records(kind):
    """Acts towards nobody, one for each record."""

    def count(platform, records, owner, tally):
        tally.add(platform, kind, "own", len(records))

    return count


def flat_acts(kind):
    """Outgoing acts of the layout before 2021, each `[time, user]`."""

    def count(platform, records, owner, tally):
        for _, user in records:
            add_outgoing(tally, platform, kind, user, owner)

    return count


# What becomes of a list, by the key under which it is found.
LISTS = {
    "relationships_followers": count_followers,
    "relationships_following": per_entry("follow", account_of_entry),
    "likes_media_likes": per_entry("react", account_of_title),
    "likes_comment_likes": per_entry("react", account_of_title),
    "impressions_history_posts_seen": count_views_of_authors,
    "impressions_history_videos_watched": count_views_of_authors,
    "impressions_history_ads_seen": own_records("view"),
    "impressions_history_ads_clicked": own_records("ad_click"),
    "ig_stories": own_posts("story"),
    "text_post_app_text_posts": count_threads_posts,
    "text_post_app_media_likes": per_entry("react", account_of_thread),
    # Before 2021:
    "media_likes": flat_acts("react"),
    "comment_likes": flat_acts("react"),
    "polls": flat_acts("poll_answer"),
    "emoji_sliders": flat_acts("poll_answer"),
    "questions": flat_acts("poll_answer"),
    "countdowns": flat_acts("poll_answer"),
    "quizzes": flat_acts("poll_answer"),
    "photos": own_posts("post"),
    "videos": own_posts("post"),
    "stories": own_posts("story"),
    "profile": own_records("account_change"),
    "login_history": own_records("session"),
    "logout_history": own_records("session"),
    "registration_info": own_records("account_change"),
}


def main():
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} <folder of the samples>")
    root = Path(sys.argv[1])
    counts = {}
    for folder in PLATFORM_FOLDERS:
        for sample in sorted(path for path in (root / folder).rglob("*") if path.is_file()):
            name = sample.relative_to(root).as_posix()
            try:
                counts[name] = {"platforms": count_sample(sample)}
            except NoRule as missing:
                sys.exit(f"{name}: no rule for {missing}")
    json.dump(counts, sys.stdout, indent=1, sort_keys=True)
    print()


if __name__ == "__main__":
    main()
