SELECT DISTINCT toString(toDate(min_time)) AS day
FROM system.parts
WHERE active AND database = currentDatabase() AND table IN {tables:Array(String)}
