SELECT
    items.* EXCEPT (Timestamp),
    toString(toUnixTimestamp64Nano(items.Timestamp)) AS Timestamp
FROM rollbar_items AS items
WHERE items.Timestamp >= fromUnixTimestamp64Nano({from:Int64})
  AND items.Timestamp < fromUnixTimestamp64Nano({to:Int64})
  AND Fingerprint = {fingerprint:String}
  AND ({service:String} = '' OR ServiceName = {service:String})
  AND ({environment:String} = '' OR Environment = {environment:String})
  AND ({level:String} = '' OR Level = {level:String})
  AND (
      {run:String} = ''
      OR arrayExists(
          one -> JSONExtractString(one, 'key') = 'service.instance.id'
              AND JSONExtractString(one, 'value') = {run:String},
          JSONExtractArrayRaw(Data, 'attributes'))
  )
  AND (
      {after:Int64} = 0
      OR items.Timestamp < fromUnixTimestamp64Nano({after:Int64})
      OR (items.Timestamp = fromUnixTimestamp64Nano({after:Int64}) AND Uuid > {afterUuid:String})
  )
ORDER BY items.Timestamp DESC, Uuid
LIMIT 1 BY Uuid
LIMIT {limit:UInt32}
