window.YTD.tweets.part0 = [
 {
  "tweet": {
   "id_str": "6",
   "created_at": "Sat Feb 18 12:33:12 +0000 2023",
   "full_text": "this",
   "entities": {
    "urls": [
     {
      "expanded_url": "https://x.com/i/status/2"
     }
    ]
   }
  }
 }
]
