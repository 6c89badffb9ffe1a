-- Applied schema versions. Created before everything else, at each start.
CREATE TABLE IF NOT EXISTS console_schema
(
    Version UInt32,
    -- Of the tables and views of this version; see schema-files.ts.
    Fingerprint String,
    AppliedAt DateTime64(3) DEFAULT now64(3)
)
ENGINE = MergeTree
ORDER BY Version
