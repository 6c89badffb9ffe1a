-- Tables that lack one of these settings: applying settings again would block queries.
SELECT name
FROM system.tables
WHERE database = currentDatabase()
  AND name IN {tables:Array(String)}
  AND NOT arrayAll(setting -> position(engine_full || ',', setting || ',') > 0, {settings:Array(String)})
