/** Addresses of the backends of a stack. */
export interface Backends {
  readonly http: string
  readonly xray: string
}

/** One way to instrument the app. */
export interface Stack {
  readonly name: string
  /** Shown in the table. */
  readonly title: string
  /** Arguments of `node` before the server's file. */
  readonly nodeArguments: readonly string[]
  environment(backends: Backends): Record<string, string>
  /** X-Ray's sampling rule selects every request; without it there are no rules. */
  readonly sampleEverything?: true
  /** Telemetry that one request must deliver; segments only where every request is sampled. */
  readonly delivers: { readonly traces?: 1; readonly segments?: 1; readonly logEvents?: 1 }
}

/** Set by a stack's preload for the server. */
export interface StackHooks {
  /** The stack's Fastify plugin, registered before the route. */
  register?: (app: unknown) => Promise<void>
  /** The stack writes the request line; otherwise the handler logs through pino. */
  readonly ownLine?: boolean
  /** Flushes queued telemetry. */
  readonly flush?: () => Promise<unknown>
}

declare global {
  var benchStack: StackHooks | undefined
}
