-- A Honeycomb SampleRate of n says that a span stands for n. As a column of its own it is read without
-- the map of attributes; rows that were there before compute it until they are merged.
ALTER TABLE otel_traces
    ADD COLUMN IF NOT EXISTS SampleRate UInt64
    MATERIALIZED greatest(toUInt64OrZero(SpanAttributes['SampleRate']), 1) CODEC(T64, ZSTD(1))
