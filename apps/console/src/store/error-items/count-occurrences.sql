SELECT
    Fingerprint AS fingerprint,
    toUInt32(intDiv(toUnixTimestamp64Nano(Timestamp) - {from:Int64}, {step:Int64})) AS step,
    toUInt32(uniqExact(Uuid)) AS count
FROM rollbar_items
WHERE Timestamp >= fromUnixTimestamp64Nano({from:Int64})
  AND Timestamp < fromUnixTimestamp64Nano({to:Int64})
  AND has({fingerprints:Array(String)}, Fingerprint)
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
GROUP BY fingerprint, step
ORDER BY fingerprint, step
