window.YTD.direct_message.part0 = [
 {
  "dmConversation": {
   "conversationId": "2-1",
   "messages": [
    {
     "messageCreate": {
      "id": "9",
      "senderId": "2",
      "recipientId": "1",
      "text": "hello",
      "createdAt": "2019-03-01T10:00:00.000Z"
     }
    }
   ]
  }
 },
 {
  "dmConversation": {
   "conversationId": "1-3",
   "messages": [
    {
     "messageCreate": {
      "id": "10",
      "senderId": "1",
      "recipientId": "3",
      "text": "and you",
      "createdAt": "2019-03-01T10:00:01.000Z"
     }
    }
   ]
  }
 },
 {
  "dmConversation": {
   "messages": [
    {
     "messageCreate": {
      "id": "11",
      "senderId": "1",
      "recipientId": "4",
      "text": "no name",
      "createdAt": "2019-03-01T10:00:02.000Z"
     }
    }
   ]
  }
 }
]
