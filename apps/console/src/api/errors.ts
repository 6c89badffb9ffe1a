import { problemSchema } from '@cruddur/fastify-service'
import { Type } from '@cruddur/fastify-service/schema'
import {
  ErrorFilter,
  type ErrorItem,
  ErrorItemDetail,
  ErrorItemList,
  ErrorItemSearch,
  type ErrorOccurrence,
  OccurrenceList,
  OccurrenceSearch,
} from '../contract/errors.ts'
import type { ErrorItemReader } from '../model/error-item-reader.ts'
import { getOccurrences, type Occurrence } from '../query/errors/get-occurrences.ts'
import {
  getErrorItem,
  type ErrorItem as Item,
  searchErrorItems,
} from '../query/errors/search-error-items.ts'
import type { ApiServer } from './api-server.ts'
import { toContractError } from './to-contract-signals.ts'

export interface ErrorReaders {
  readonly errorItems: ErrorItemReader
}

const problems = { '4xx': problemSchema, '5xx': problemSchema }
const ItemParams = Type.Object({ fingerprint: Type.String({ minLength: 1, maxLength: 40 }) })

/** Rollbar's items and their occurrences under `/api/v1/errors`. */
export function registerErrorRoutes(app: ApiServer, { errorItems }: ErrorReaders): void {
  app.get(
    '/api/v1/errors',
    {
      schema: {
        summary: 'Search Rollbar items, most recent occurrence first',
        querystring: ErrorItemSearch,
        response: { 200: ErrorItemList, ...problems },
      },
    },
    async ({ query }) => {
      const { items, ...page } = await searchErrorItems(errorItems, query)
      return { ...page, items: items.map(toContractItem) }
    },
  )

  app.get(
    '/api/v1/errors/:fingerprint',
    {
      schema: {
        summary: 'Get a Rollbar item',
        params: ItemParams,
        querystring: ErrorFilter,
        response: { 200: ErrorItemDetail, ...problems },
      },
    },
    async ({ params, query }) => {
      const { item, chart } = await getErrorItem(errorItems, params.fingerprint, query)
      return { item: toContractItem(item), chart }
    },
  )

  app.get(
    '/api/v1/errors/:fingerprint/occurrences',
    {
      schema: {
        summary: 'List the occurrences of an item, newest first',
        params: ItemParams,
        querystring: OccurrenceSearch,
        response: { 200: OccurrenceList, ...problems },
      },
    },
    async ({ params, query }) => {
      const { occurrences, ...page } = await getOccurrences(errorItems, params.fingerprint, query)
      return { ...page, occurrences: occurrences.map(toContractOccurrence) }
    },
  )
}

function toContractItem({
  services,
  environments,
  codeVersions,
  counts,
  ...item
}: Item): ErrorItem {
  return {
    ...item,
    services: [...services],
    environments: [...environments],
    codeVersions: [...codeVersions],
    counts: [...counts],
  }
}

function toContractOccurrence({ row, exceptions }: Occurrence): ErrorOccurrence {
  return {
    ...toContractError(row),
    traceId: row.TraceId,
    exceptions: exceptions.map(({ frames, ...exception }) => ({
      ...exception,
      frames: [...frames],
    })),
  }
}
