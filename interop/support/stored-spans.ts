import type { ServiceList } from '../../apps/console/src/contract/traces.ts'
import type { ConsoleProcess } from './console.ts'
import { until } from './until.ts'

/** Waits until the console has exactly this number of spans of a service. */
export async function untilStored(
  console: ConsoleProcess,
  service: string,
  count: number,
): Promise<void> {
  await until(`${count} spans of ${service}`, async () => {
    const { services } = await console.get<ServiceList>('services')
    const stored = services.find(({ name }) => name === service)?.spanCount ?? 0
    if (stored !== count) throw new Error(`${stored} are stored`)
    return true
  })
}
