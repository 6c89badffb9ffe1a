import type { ServiceCall } from '../../contract/service-map.ts'
import type {
  ServiceMapReader,
  SignalCounts,
  StoredCounts,
} from '../../model/service-map-reader.ts'
import type { RunQuery } from '../run-query.ts'
import type { createSpanShape } from '../span-shape.ts'

/** Reads how much of each signal every service sent, and the calls between services. */
export function createServiceMapReader(
  run: RunQuery,
  shapeOf: ReturnType<typeof createSpanShape>,
): ServiceMapReader {
  return {
    countSignals: async (range) => {
      const { repeats } = await shapeOf(range)
      return run<SignalCounts>('service-map/count-signals', { range, repeats })
    },
    countStored: async (service, range) => {
      const [stored] = await run<StoredCounts>('service-map/count-stored', { range, service })
      return stored ?? { spans: 0, segments: 0, logs: 0, errorReports: 0, metrics: 0 }
    },
    listCalls: async ({ range, limit, settledBeforeNano, hosts }) => {
      const { repeats, isSmall } = await shapeOf(range)
      return run<ServiceCall>('service-map/list-calls', {
        ...{ range, repeats },
        parameters: {
          ...{ limit, isSmall },
          settledBefore: String(settledBeforeNano),
          hosts: [...hosts.keys()],
          hostServices: [...hosts.values()],
        },
      })
    },
  }
}
