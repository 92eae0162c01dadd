window.YTD.personalization.part0 = [
 {
  "p13nData": {
   "inferredAgeInfo": {
    "age": [
     "25-34"
    ],
    "birthDate": "1990-01-01"
   }
  }
 }
]
