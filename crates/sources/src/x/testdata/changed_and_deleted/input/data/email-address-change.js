window.YTD.email_address_change.part0 = [
 {
  "emailAddressChange": {
   "accountId": "1",
   "emailChange": {
    "changedAt": "2016-01-02T00:00:00.000Z",
    "changedFrom": "old@fens.example",
    "changedTo": "nadia@fens.example"
   }
  }
 }
]
