window.YTD.account.part0 = [
 {
  "account": {
   "email": "nadia@fens.example",
   "username": "nadia_k",
   "accountId": "1",
   "createdAt": "2015-01-01T00:00:00.000Z",
   "accountDisplayName": "Nadia"
  }
 }
]
