import { problemSchema } from '@cruddur/fastify-service'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyTypeProvider,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { Static, TSchema } from '../contract/schema.ts'

/** Types of requests and responses by their schemas, as the contract exports them. */
interface ContractTypes extends FastifyTypeProvider {
  readonly validator: this['schema'] extends TSchema ? Static<this['schema']> : unknown
  readonly serializer: this['schema'] extends TSchema ? Static<this['schema']> : unknown
}

/** A scope of the console's HTTP server for routes of the contract. */
export type ApiServer = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ContractTypes
>

/** Responses of every route besides its own. */
export const problems = { '4xx': problemSchema, '5xx': problemSchema }

/**
 * The routes of a scope are checked against their schemas by the compiler, and their responses by
 * `test/api/contract.engine.test.ts`: serializing 50,000 spans by a schema costs more than reading them.
 */
export function contractScope(scope: FastifyInstance): ApiServer {
  return scope.setSerializerCompiler(() => JSON.stringify).withTypeProvider<ContractTypes>()
}
