-- Tables without one of these settings: to say again what holds already would keep questions waiting.
SELECT name
FROM system.tables
WHERE database = currentDatabase()
  AND name IN {tables:Array(String)}
  AND NOT arrayAll(setting -> position(engine_full || ',', setting || ',') > 0, {settings:Array(String)})
