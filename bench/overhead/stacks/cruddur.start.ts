import { getTelemetry, telemetryPlugin } from '@cruddur/telemetry'

interface App {
  register(plugin: typeof telemetryPlugin): PromiseLike<unknown>
}

globalThis.benchStack = {
  ownLine: true,
  register: async (app) => {
    await (app as App).register(telemetryPlugin)
  },
  flush: () => getTelemetry().shutdown(),
}
