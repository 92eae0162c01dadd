window.YTD.tweets.part0 = [
  { "tweet" : { "id_str" : "1", "created_at" : "Tue Mar 05 14:02:11 +0000 2024", "full_text" : "first mine, then theirs",
      "entities" : { "urls" : [ { "expanded_url" : "https://x.com/quiet_heron/status/9" }, { "expanded_url" : "https://x.com/red_otter/status/99" } ] } } },
  { "tweet" : { "id_str" : "2", "created_at" : "Tue Mar 05 14:03:11 +0000 2024", "full_text" : "@Red_Otter agreed",
      "in_reply_to_status_id_str" : "99", "in_reply_to_screen_name" : "Red_Otter",
      "entities" : { "user_mentions" : [ { "screen_name" : "red_otter", "id_str" : "26", "name" : "Rio" } ] } } },
  { "tweet" : { "id_str" : "3", "created_at" : "Tue Mar 05 14:04:11 +0000 2024", "full_text" : "@red_otter and again",
      "in_reply_to_status_id_str" : "99", "in_reply_to_screen_name" : "Red_Otter", "in_reply_to_user_id_str" : "26",
      "entities" : { "user_mentions" : [ { "screen_name" : "red_otter" } ] } } },
  { "tweet" : { "id_str" : "4", "created_at" : "Tue Mar 05 14:05:11 +0000 2024", "full_text" : "hi @teal_yak, @Teal_Yak! and me, @quiet_heron",
      "entities" : { "user_mentions" : [ { "screen_name" : "teal_yak" }, { "screen_name" : "Teal_Yak" }, { "screen_name" : "quiet_heron", "id_str" : "41" } ] } } },
  { "tweet" : { "id_str" : "5", "created_at" : "Tue Mar 05 14:06:11 +0000 2024", "full_text" : "RT @Red_Otter: so true",
      "entities" : { "user_mentions" : [ { "screen_name" : "Red_Otter", "id_str" : "26" } ] } } },
  { "tweet" : { "id_str" : "6", "created_at" : "Tue Mar 05 14:07:11 +0000 2024", "full_text" : "a thread &amp; more", "in_reply_to_status_id_str" : "1", "in_reply_to_screen_name" : "quiet_heron", "in_reply_to_user_id_str" : "41" } },
  { "tweet" : { "id_str" : "7", "created_at" : "yesterday", "full_text" : "when was this" } }
]
