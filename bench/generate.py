#!/usr/bin/env python3
"""Writes large invented exports of X and Instagram, for measuring time and memory.

usage: generate.py EVENTS ACCOUNTS FOLDER

Records are about 500 bytes each. Accounts are drawn with a heavy tail (a few get most of the acts), days evenly over three
years. Everything is invented and labelled so (SYNTHETIC.txt). Same arguments, same bytes.
"""
import json
import random
import sys
import zipfile
from datetime import datetime, timedelta, timezone

LABEL = "invented for a benchmark; no real person\n"
BEGIN = datetime(2023, 7, 1, tzinfo=timezone.utc)
SECONDS = 3 * 365 * 86_400
WORDS = "the river was quiet and we talked about bread music trains weather and what to read next week again".split()


def text(rng, words):
    return " ".join(rng.choices(WORDS, k=words))


def account(rng, accounts):
    return int(accounts * rng.random() ** 3)


def moment(rng):
    return BEGIN + timedelta(seconds=rng.randrange(SECONDS))


def member(archive, name, head, tail, records):
    with archive.open(name, "w", force_zip64=True) as out:
        out.write(head.encode())
        for number, record in enumerate(records):
            out.write(b",\n" if number else b"\n")
            out.write(record.encode())
        out.write(tail.encode())


def messages(rng, count, accounts):
    """Conversations with one message after the other, newest first as X writes them."""
    left = count
    while left > 0:
        other, length = account(rng, accounts) + 1000, min(left, rng.randrange(5, 200))
        left -= length
        lines = []
        for _ in range(length):
            sender, receiver = ("41", str(other)) if rng.random() < 0.6 else (str(other), "41")
            lines.append(json.dumps({"messageCreate": {
                "recipientId": receiver, "reactions": [], "urls": [], "text": text(rng, 45), "mediaUrls": [],
                "senderId": sender, "id": str(rng.randrange(10**18)), "createdAt": moment(rng).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
                "editHistory": []}}))
        yield '{"dmConversation":{"conversationId":"41-%d","messages":[%s]}}' % (other, ",".join(lines))


def tweets(rng, count, accounts):
    for number in range(count):
        other = account(rng, accounts) + 1000
        yield json.dumps({"tweet": {
            "edit_info": {"initial": {"editTweetIds": [str(number)], "isEditEligible": False}}, "retweeted": False,
            "source": "<a href=\"https://mobile.example.org\" rel=\"nofollow\">App</a>", "favorite_count": "0", "lang": "en",
            "id_str": str(number + 10**9), "created_at": moment(rng).strftime("%a %b %d %H:%M:%S +0000 %Y"),
            "in_reply_to_user_id_str": str(other), "in_reply_to_screen_name": "user_%d" % other,
            "full_text": "@user_%d %s" % (other, text(rng, 20)),
            "entities": {"user_mentions": [{"screen_name": "user_%d" % other, "id_str": str(other), "name": "U", "indices": ["0", "8"]}]}}})


def likes(rng, count, accounts):
    for _ in range(count):
        other = account(rng, accounts)
        yield json.dumps({"title": "user.%d" % other, "string_list_data": [{
            "href": "https://www.instagram.com/p/%d/" % rng.randrange(10**11), "value": "\u00f0\u009f\u0091\u008d",
            "timestamp": int(moment(rng).timestamp())}], "media_list_data": [], "padding": "x" * 300})


def main():
    events, accounts, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    rng = random.Random(20211005)
    with zipfile.ZipFile(folder + "/x-SYNTHETIC.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("SYNTHETIC.txt", LABEL)
        archive.writestr("data/account.js", 'window.YTD.account.part0 = [{"account":{"username":"quiet_heron","accountId":"41","accountDisplayName":"Ida","createdAt":"2019-01-02T03:04:05.000Z"}}]')
        parts = max(1, events // 200_000)
        for part in range(parts):
            end = "" if part == 0 else "-part%d" % part
            member(archive, "data/tweets%s.js" % end, "window.YTD.tweets.part%d = [" % part, "]", tweets(rng, 3 * events // 10 // parts, accounts))
            member(archive, "data/direct-messages%s.js" % end, "window.YTD.direct_messages.part%d = [" % part, "]", messages(rng, 4 * events // 10 // parts, accounts))
    with zipfile.ZipFile(folder + "/instagram-quiet_heron-2026-06-30-SYNTHETIC.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("SYNTHETIC.txt", LABEL)
        member(archive, "your_instagram_activity/likes/liked_posts.json", '{"likes_media_likes":[', "]}", likes(rng, 3 * events // 10, accounts))


main()
