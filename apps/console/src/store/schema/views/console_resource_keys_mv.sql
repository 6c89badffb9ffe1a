CREATE MATERIALIZED VIEW IF NOT EXISTS console_resource_keys_mv TO console_resource_keys AS
SELECT arrayJoin(Keys) AS Key, Day
FROM
(
    SELECT DISTINCT ResourceAttributes.keys AS Keys, toDate(Timestamp) AS Day
    FROM otel_traces
)
