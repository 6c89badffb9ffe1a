SELECT GroupName, Id, FilterExpression, InsightsEnabled, NotificationsEnabled, Deleted
FROM
(
    SELECT *
    FROM xray_groups
    ORDER BY Revision DESC
    LIMIT 1 BY GroupName
)
WHERE NOT Deleted
ORDER BY GroupName
