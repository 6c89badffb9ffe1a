import type { TelemetryExtensions } from '../../src/extensions/extensions.ts'
import { loadConfig } from '../../src/load-config.ts'
import { startTelemetry } from '../../src/start-telemetry.ts'
import type { TelemetryHandle } from '../../src/telemetry.ts'
import { type Backends, type Line, startBackends } from './backends.ts'

export interface Everything extends Backends {
  readonly telemetry: TelemetryHandle
  /** Output on stdout. */
  readonly lines: readonly Line[]
  stop(): Promise<void>
}

/** All signals of this process, each to a backend of its own. */
export async function startAll(
  environment: Record<string, string> = {},
  extensions: TelemetryExtensions = {},
): Promise<Everything> {
  const backends = await startBackends()
  const lines: Line[] = []
  const write = (text: string) => {
    for (const line of text.trim().split('\n')) lines.push(JSON.parse(line))
  }
  const config = loadConfig({ ...backends.environment, ...environment })
  const telemetry = startTelemetry(config, { stdout: { write }, extensions })
  return {
    ...backends,
    telemetry,
    lines,
    stop: async () => {
      await telemetry.shutdown()
      await backends.close()
    },
  }
}
