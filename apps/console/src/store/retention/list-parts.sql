-- The partition of a received row is its day and RetainUntil: ('2026-11-30',0).
SELECT
    table,
    name,
    toUInt64(bytes_on_disk) AS bytes,
    toUnixTimestamp(min_time) AS oldestUnix,
    toUnixTimestamp(max_time) AS newestUnix,
    toUInt16OrZero(extract(partition, ',(\\d+)\\)$')) >= toUInt16(today()) AS isRetained
FROM system.parts
WHERE active AND database = currentDatabase() AND table IN {tables:Array(String)}
ORDER BY isRetained, max_time, min_block_number
