import { context } from '@opentelemetry/api'
import {
  InstrumentationBase,
  InstrumentationNodeModuleDefinition,
} from '@opentelemetry/instrumentation'

type Callback = (...results: unknown[]) => unknown
interface PoolModule {
  readonly prototype: { connect(callback?: Callback): unknown }
}

/**
 * pg-pool runs the callback of a waiting `connect` in the context of the request that released the
 * connection, so a query would be recorded in another request's trace. instrumentation-pg (0.77) binds the
 * context only when it creates spans for `connect`.
 */
export class PoolContextInstrumentation extends InstrumentationBase {
  constructor() {
    super('@cruddur/pool-context', '1', {})
  }

  protected override init(): InstrumentationNodeModuleDefinition {
    return new InstrumentationNodeModuleDefinition(
      'pg-pool',
      ['>=2.0.0 <4'],
      (pool: PoolModule) => {
        this._wrap(
          pool.prototype,
          'connect',
          (connect) =>
            function (this: unknown, callback) {
              return connect.call(this, callback && context.bind(context.active(), callback))
            },
        )
        return pool
      },
    )
  }
}
