const maxChars = 2_000
const uuid = /(?<![\w-])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![\w-])/gi
/** A literal of MySQL, SQLite or BigQuery; elsewhere, double quotes enclose names, often of a column of a table. */
const doubleQuoted = /(?<=[=<>] ?|\blike )"[^"]*"(?! ?\.)/gi
/** A value in JSON; the one of a command of MongoDB is a collection. */
const jsonText =
  /(?<=": ?)(?<!"(?:find|aggregate|count|distinct|insert|update|delete|findandmodify|collection|index|from)": ?)"(?:[^"\\]|\\.)*"/gi

/** Properties of a query, read from its text. */
export interface Statement {
  /** Without literals, parameters and comments, in one line: equal for executions of one query. */
  readonly template: string
  readonly isRead: boolean
  /** Has a value or a placeholder, whose origin is unknown. */
  readonly hasParameters: boolean
  /** Repeating it is intended: it concerns several rows, a page of rows or a queue, or controls a transaction. */
  readonly isRepeatable: boolean
}

const control =
  /^(?:begin|start|commit|rollback|savepoint|release|set|reset|show|use|fetch|move|close|declare|open|deallocate|discard|prepare|listen|unlisten|notify|copy|vacuum|analyze|connect|ping|pragma|select nextval\(|select (?:\?|version\(\)|now\(\)|current_timestamp)$)/

/** Statement text of any query language; SQL is normalized. */
export function readStatement(text: string): Statement {
  const plain = text
    .slice(0, maxChars)
    .replace(/\/\*.*?\*\//gs, ' ')
    .replace(/--[^\n]*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const literals = plain.replace(uuid, '?').replace(doubleQuoted, '?').replace(jsonText, '"?"')
  const hasParameters = /\?|\$\d|(?<![:\w]):\w|@\w|%s|%\(|'|(?<![\w.])\d/.test(
    literals.replace(/\b(?:limit|offset|top) \d+/gi, ''),
  )
  const template = literals
    .replace(/'(?:[^']|'')*'/g, '?')
    .replace(/\b0x[0-9a-f]+\b/gi, '?')
    .replace(/\$\d+|(?<![:\w]):\w+|@\w+|%s|%\(\w+\)s/g, '?')
    .replace(/(?<![\w.])-?\d+(?:\.\d+)?\b/g, '?')
    .toLowerCase()
  return {
    template: template.replace(/\( ?\?(?: ?, ?\?)* ?\)/g, '(?)'),
    isRead:
      /^(?:select|with|find|aggregate|count|get|scan|query|\{ ?"?(?:find|aggregate|count))\b/.test(
        template,
      ),
    hasParameters,
    isRepeatable: isRepeatable(template),
  }
}

function isRepeatable(template: string): boolean {
  return (
    control.test(template) ||
    // Several rows at a time: IN lists, arrays, rows of VALUES.
    /\bin ?\( ?\? ?, ?\?/.test(template) ||
    /\b(?:any|all) ?\( ?\?|\bunnest\b|\$in\b|\bmget\b|\bbatch_?(?:get|write|execute)|json_to_recordset|jsonb_to_recordset/.test(
      template,
    ) ||
    /\bvalues ?\([^()]*\) ?, ?\(/.test(template) ||
    // A page at a time.
    /\boffset\b/.test(template) ||
    /[><] ?\?.*\blimit\b/.test(template) ||
    /"(?:skip|getmore)"|\bgetmore\b/.test(template) ||
    // Rows are changed in batches of limited size.
    /^(?:delete|update)\b.*\blimit ?\?/.test(template) ||
    // Jobs of a queue.
    /\bskip locked\b/.test(template)
  )
}
