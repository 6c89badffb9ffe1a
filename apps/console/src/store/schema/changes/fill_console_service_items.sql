-- As console_service_items_mv.sql asks, of what was there before it.
INSERT INTO console_service_minutes (Minute, ServiceName, Items, LastSeen)
SELECT toStartOfMinute(Timestamp) AS Minute, ServiceName, count() AS Items, max(Timestamp) AS LastSeen
FROM rollbar_items
WHERE ServiceName != '' AND (SELECT sum(Items) FROM console_service_minutes) = 0
GROUP BY Minute, ServiceName
SETTINGS max_partitions_per_insert_block = 0
