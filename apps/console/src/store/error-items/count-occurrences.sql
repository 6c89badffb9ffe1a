SELECT
    Fingerprint AS fingerprint,
    toUInt32(intDiv(toUnixTimestamp64Nano(Timestamp) - {from:Int64}, {step:Int64})) AS step,
    toUInt32(uniqExact(Uuid)) AS count
FROM rollbar_items
WHERE /* range: rollbar_items */
  AND has({fingerprints:Array(String)}, Fingerprint)
  AND /* service */
  AND ({environment:String} = '' OR Environment = {environment:String})
  AND ({level:String} = '' OR Level = {level:String})
  AND /* run: rollbar_items */
GROUP BY fingerprint, step
ORDER BY fingerprint, step
