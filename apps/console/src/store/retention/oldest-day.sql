-- The first day of which anything is left; without that, the days before today are over.
SELECT toString(if(count() = 0, today(), min(toDate(partition)))) AS day
FROM system.parts
WHERE active AND database = currentDatabase() AND table IN {tables:Array(String)}
