SELECT GroupName, Id, FilterExpression, InsightsEnabled, NotificationsEnabled, Deleted
FROM xray_groups FINAL
WHERE NOT Deleted
ORDER BY GroupName
