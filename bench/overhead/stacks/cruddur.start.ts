type Package = typeof import('@cruddur/telemetry')

// `--compare` names the package of another checkout.
const { getTelemetry, telemetryPlugin }: Package = await import(
  process.env.BENCH_TELEMETRY ?? '@cruddur/telemetry'
)

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
