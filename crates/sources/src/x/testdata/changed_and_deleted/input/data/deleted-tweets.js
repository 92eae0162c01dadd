window.YTD.deleted_tweets.part0 = [
 {
  "tweet": {
   "id_str": "5",
   "created_at": "Sat Feb 18 12:33:11 +0000 2023",
   "full_text": "@wim no",
   "in_reply_to_user_id_str": "2",
   "in_reply_to_status_id_str": "4",
   "in_reply_to_screen_name": "wim",
   "deleted_at": "2023-02-19T00:00:00.000Z"
  }
 }
]
