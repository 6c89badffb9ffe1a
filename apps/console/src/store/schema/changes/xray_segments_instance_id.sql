ALTER TABLE xray_segments ADD COLUMN IF NOT EXISTS InstanceId LowCardinality(String) CODEC(ZSTD(1))
