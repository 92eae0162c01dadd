window.YTD.account.part0 = [ { "account" : { "username" : "quiet_heron", "accountId" : "41", "accountDisplayName" : "Ida Heron", "createdAt" : "2019-01-02T03:04:05.000Z" } } ]
