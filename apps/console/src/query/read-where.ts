import { RE2JS } from 're2js'
import type { Condition } from '../model/condition.ts'
import type { FieldsOf } from '../query-language/fields.ts'
import { parseWhere } from '../query-language/parse-where.ts'
import { WhereError } from '../query-language/where-error.ts'
import { QueryError } from './query-error.ts'

/**
 * The condition of a query text.
 * @throws QueryError that names the position and what is allowed there
 */
export function readWhere(text: string, of: FieldsOf = 'spans'): Condition {
  try {
    return parseWhere(text, { checkRegex, of })
  } catch (error) {
    if (!(error instanceof WhereError)) throw error
    throw new QueryError('CON_QUERY_INVALID', error.message)
  }
}

/** ClickHouse uses RE2 too, but its message does not name the error. */
function checkRegex(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
