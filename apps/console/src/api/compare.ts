import { problemSchema } from '@cruddur/fastify-service'
import { comparePeriods, type PeriodReaders } from '../query/compare/compare-periods.ts'
import type { ApiServer } from './api-server.ts'
import { PeriodComparison, PeriodSearch } from './contract-compare.ts'

/** Two periods, or two runs, side by side under `/api/v1/compare`. */
export function registerCompareRoute(app: ApiServer, readers: PeriodReaders): void {
  app.get(
    '/api/v1/compare',
    {
      schema: {
        summary: 'Compare two periods or runs: changed operations and new errors',
        querystring: PeriodSearch,
        response: { 200: PeriodComparison, '4xx': problemSchema, '5xx': problemSchema },
      },
      serializerCompiler: () => JSON.stringify,
    },
    async ({ query }) => (await comparePeriods(readers, query)) as PeriodComparison,
  )
}
