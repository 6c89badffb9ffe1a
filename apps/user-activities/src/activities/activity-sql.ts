/** Replies returned with an activity. */
const maxReplies = 20

const iso = (column: string) =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')`

export const replyColumns = `
  r.uuid, r.reply_to_activity_uuid, r.handle, p.display_name, r.message,
  ${iso('r.created_at')} as created_at, r.likes_count, r.replies_count, r.reposts_count`

const newestReplies = `
  select coalesce(json_agg(to_jsonb(shown) - 'position' order by shown.created_at, shown.position), '[]')
  from (
    select ${replyColumns}, r.position
    from replies r join people p using (handle)
    where r.reply_to_activity_uuid = a.uuid
    order by r.created_at desc, r.position desc
    limit ${maxReplies}
  ) shown`

/** Selects activities in the form of the API from `source`, a table or a common table expression. */
export const selectActivities = (source: string) => `
  select a.uuid, a.handle, p.display_name, a.message,
    ${iso('a.created_at')} as created_at, ${iso('a.expires_at')} as expires_at,
    a.likes_count, a.replies_count, a.reposts_count, (${newestReplies}) as replies
  from ${source} a join people p using (handle)`
