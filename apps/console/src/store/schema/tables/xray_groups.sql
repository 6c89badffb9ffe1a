-- Groups of the X-Ray API. The last row of each name is valid.
CREATE TABLE IF NOT EXISTS xray_groups
(
    GroupName String,
    Id String,
    FilterExpression String,
    InsightsEnabled Bool,
    NotificationsEnabled Bool,
    Deleted Bool,
    Revision DateTime64(9) DEFAULT now64(9)
)
ENGINE = ReplacingMergeTree(Revision)
ORDER BY GroupName
