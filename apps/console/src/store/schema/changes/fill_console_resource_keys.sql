INSERT INTO console_resource_keys
SELECT DISTINCT arrayJoin(Keys) AS Key, Day
FROM
(
    SELECT DISTINCT ResourceAttributes.keys AS Keys, toDate(Timestamp) AS Day
    FROM otel_traces
)
