import { Type } from '@cruddur/fastify-service/schema'
import {
  ErrorFilter,
  ErrorItemDetail,
  ErrorItemList,
  ErrorItemSearch,
  OccurrenceList,
  OccurrenceSearch,
} from '../contract/errors.ts'
import type { ErrorItemReader } from '../model/error-item-reader.ts'
import { getOccurrences } from '../query/errors/get-occurrences.ts'
import { getErrorItem, searchErrorItems } from '../query/errors/search-error-items.ts'
import { type ApiServer, problems } from './api-server.ts'

export interface ErrorReaders {
  readonly errorItems: ErrorItemReader
}

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
    async ({ query }) => searchErrorItems(errorItems, query),
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
    async ({ params, query }) => getErrorItem(errorItems, params.fingerprint, query),
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
    async ({ params, query }) => getOccurrences(errorItems, params.fingerprint, query),
  )
}
