const token =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\b[eE]'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)|'(?:[^']|'')*(?:'|$)|(\$\w*\$)[\s\S]*?(?:\1|$)|((?:"[^"]*"|[A-Za-z_][\w$]*)(?:\.(?:"[^"]*"|[\w$]+))*)|[(),]/g

const list = (text: string): ReadonlySet<string> => new Set(text.split(' '))

const queries = list('SELECT INSERT UPDATE DELETE MERGE')
/** Statements that are described by their first word and the next one. */
const commands = list(
  'ALTER ANALYZE BEGIN CALL CLOSE COMMIT COPY CREATE DECLARE DISCARD DROP EXECUTE EXPLAIN FETCH GRANT LISTEN LOCK NOTIFY REFRESH RELEASE REVOKE ROLLBACK SAVEPOINT SET SHOW START TRUNCATE VACUUM',
)
const kinds = list(
  'DATABASE EXTENSION FUNCTION INDEX ROLE SCHEMA SEQUENCE TABLE TRIGGER TYPE USER VIEW',
)
const beforeTarget = list('FROM INTO JOIN')
const endsTargets = list(
  'WHERE ON USING SET GROUP HAVING ORDER LIMIT OFFSET UNION VALUES RETURNING WINDOW',
)
const noise = list(
  'AS IF NOT EXISTS ONLY LATERAL CONCURRENTLY MATERIALIZED UNIQUE OR REPLACE TEMP TEMPORARY',
)
const longestStatement = 10_000
const longestSummary = 255

/**
 * `db.query.summary`: the operations of a statement and their targets, as in `SELECT songs artists`.
 * Undefined if the statement starts with neither a query nor a known command.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/db/database-spans/#generating-a-summary-of-the-query
 */
export function querySummary(sql: string): string | undefined {
  const parts: string[] = []
  const subqueries = new Set<string>()
  /** One level for each open parenthesis; `extract(year from x)` is not a query and has no target. */
  const levels = [{ isQuery: true, inTargets: false }]
  let previous = ''
  let command = ''
  let expectsTarget = false

  function read(text: string, isName: boolean): void {
    const level = levels.at(-1) ?? { isQuery: true, inTargets: false }
    const word = text.toUpperCase()
    if (!isName) {
      if (text === '(') levels.push({ isQuery: false, inTargets: false })
      else if (text === ')' && levels.length > 1) levels.pop()
      expectsTarget = text === ',' && level.inTargets
    } else if (queries.has(word) && !(word === 'UPDATE' && /^(?:FOR|DO|ON)$/.test(previous))) {
      level.isQuery = true
      level.inTargets = false
      expectsTarget = word === 'UPDATE'
      parts.push(text)
    } else if (parts.length === 0) {
      if (commands.has(word)) {
        command = word
        parts.push(text)
        expectsTarget = /^(?:CALL|COPY|TRUNCATE|LOCK|LISTEN|NOTIFY|EXECUTE)$/.test(word)
      } else if (word !== 'WITH') addSubquery(text)
    } else if (beforeTarget.has(word)) {
      expectsTarget = level.isQuery && previous !== 'DISTINCT' && command !== 'COPY'
      level.inTargets = expectsTarget && word === 'FROM'
    } else if (kinds.has(word) && command !== '' && parts.length === 1) {
      parts.push(text)
      expectsTarget = true
    } else if (endsTargets.has(word)) level.inTargets = false
    else if (expectsTarget && !noise.has(word)) {
      expectsTarget = false
      if (!subqueries.has(word)) parts.push(text.replaceAll('"', ''))
    } else if (previous === ',' && !level.inTargets) addSubquery(text)
    previous = word
  }

  function addSubquery(name: string): void {
    subqueries.add(name.toUpperCase())
  }

  for (const match of sql.slice(0, longestStatement).matchAll(token)) {
    const [text, , name] = match
    if (name !== undefined || /^[(),]$/.test(text)) read(text, name !== undefined)
  }
  return parts.length === 0 ? undefined : join(parts)
}

/** As many parts as fit; none is cut. */
function join(parts: readonly string[]): string {
  let summary = ''
  for (const part of parts) {
    const longer = summary === '' ? part : `${summary} ${part}`
    if (longer.length > longestSummary) break
    summary = longer
  }
  return summary
}
