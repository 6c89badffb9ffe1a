import { FilterExpressionError } from '../../query/xray/filter-expression-error.ts'
import { GroupError } from '../../query/xray/group-error.ts'
import { XrayQueryError } from './xray-request.ts'

/** Rethrows query errors as the X-Ray API reports them. */
export async function translateErrors<Result>(query: () => Promise<Result>): Promise<Result> {
  try {
    return await query()
  } catch (error) {
    if (error instanceof GroupError) throw new XrayQueryError(error.message, { cause: error })
    if (!(error instanceof FilterExpressionError)) throw error
    throw new XrayQueryError(`Invalid filter expression: ${error.message}`, { cause: error })
  }
}
