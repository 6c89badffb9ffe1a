-- Start and end of each trace, so that a query for one trace reads only its time range. There is one row
-- per trace and insert: always use min(Start) and max(End). The trace IDs of a page are far apart in the
-- sort order, hence the small granules and blocks; weekly partitions keep the number of parts low.
CREATE TABLE IF NOT EXISTS otel_traces_trace_id_ts
(
    TraceId String CODEC(ZSTD(1)),
    Start DateTime CODEC(Delta, ZSTD(1)),
    End DateTime CODEC(Delta, ZSTD(1))
)
ENGINE = MergeTree
PARTITION BY toMonday(Start)
ORDER BY (TraceId, Start)
SETTINGS index_granularity = 256, min_compress_block_size = 8192, max_compress_block_size = 8192
