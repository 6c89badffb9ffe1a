import { PeriodComparison, PeriodSearch } from '../contract/compare.ts'
import { ChangeResult, ChangeSearch } from '../contract/verdict.ts'
import { comparePeriods, type PeriodReaders } from '../query/compare/compare-periods.ts'
import { verifyChange } from '../query/compare/verify-change.ts'
import { type ApiServer, problems } from './api-server.ts'

/** Two periods or runs side by side, and a verdict for one operation, under `/api/v1/compare`. */
export function registerCompareRoute(app: ApiServer, readers: PeriodReaders): void {
  app.get(
    '/api/v1/compare',
    {
      schema: {
        summary: 'Compare two periods or runs: changed operations and new errors',
        querystring: PeriodSearch,
        response: { 200: PeriodComparison, ...problems },
      },
    },
    async ({ query }) => comparePeriods(readers, query),
  )

  app.get(
    '/api/v1/compare/verdict',
    {
      schema: {
        summary: 'Verify a change of an operation between two runs or time ranges',
        querystring: ChangeSearch,
        response: { 200: ChangeResult, ...problems },
      },
    },
    async ({ query }) => verifyChange(readers, query),
  )
}
