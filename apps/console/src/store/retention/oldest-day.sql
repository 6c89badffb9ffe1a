-- The first day of which spans are left; without any, the days before today are over.
SELECT toString(if(count() = 0, today(), min(toDate(partition)))) AS day
FROM system.parts
WHERE active AND database = currentDatabase() AND table = 'otel_traces'
