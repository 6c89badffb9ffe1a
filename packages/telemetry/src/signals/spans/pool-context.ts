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
 * pg-pool gives a freed connection to the next who waits for one in the context of whoever freed it, so
 * that a query would be told as the work of another request. instrumentation-pg (0.77) sees to that
 * only when it makes spans of connecting, too.
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
