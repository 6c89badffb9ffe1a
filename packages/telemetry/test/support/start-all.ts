import { loadConfig } from '../../src/config/load-config.ts'
import { startTelemetry } from '../../src/start-telemetry.ts'
import type { Telemetry } from '../../src/telemetry.ts'
import { type BackEnds, type Line, startBackEnds } from './back-ends.ts'

export interface Everything extends BackEnds {
  readonly telemetry: Telemetry
  /** What went to stdout. */
  readonly lines: readonly Line[]
  stop(): Promise<void>
}

/** All signals of this process, each to a back end of its own. */
export async function startAll(environment: Record<string, string> = {}): Promise<Everything> {
  const backEnds = await startBackEnds()
  const lines: Line[] = []
  const write = (text: string) => {
    for (const line of text.trim().split('\n')) lines.push(JSON.parse(line))
  }
  const config = loadConfig({}, { ...backEnds.environment, ...environment })
  const telemetry = startTelemetry(config, { stdout: { write } })
  return {
    ...backEnds,
    telemetry,
    lines,
    stop: async () => {
      await telemetry.shutdown()
      await backEnds.close()
    },
  }
}
