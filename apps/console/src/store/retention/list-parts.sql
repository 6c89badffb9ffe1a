SELECT
    table,
    name,
    toUInt64(bytes_on_disk) AS bytes,
    toUnixTimestamp(max_time) AS newestUnix
FROM system.parts
WHERE active AND database = currentDatabase() AND table IN {tables:Array(String)}
ORDER BY max_time, min_block_number
