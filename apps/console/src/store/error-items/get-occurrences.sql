SELECT
    /* columns: rollbar_items AS items */,
    toString(toUnixTimestamp64Nano(items.Timestamp)) AS Timestamp
FROM rollbar_items AS items
WHERE /* range: rollbar_items AS items */
  AND Fingerprint = {fingerprint:String}
  AND /* service */
  AND ({environment:String} = '' OR Environment = {environment:String})
  AND ({level:String} = '' OR Level = {level:String})
  AND /* run: rollbar_items */
  AND (
      {after:Int64} = 0
      OR items.Timestamp < fromUnixTimestamp64Nano({after:Int64})
      OR (items.Timestamp = fromUnixTimestamp64Nano({after:Int64}) AND Uuid > {afterUuid:String})
  )
ORDER BY items.Timestamp DESC, Uuid
LIMIT 1 BY Uuid
LIMIT {limit:UInt32}
