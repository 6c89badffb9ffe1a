/** Where the back ends of a stack are. */
export interface BackEnds {
  readonly http: string
  readonly xray: string
}

/** One way to observe the same app. */
export interface Stack {
  readonly name: string
  /** Shown in the table. */
  readonly title: string
  /** Given to node before the server's file. */
  readonly nodeArguments: readonly string[]
  environment(backEnds: BackEnds): Record<string, string>
  /** X-Ray's rules say that every request becomes a segment; otherwise there are no rules. */
  readonly sampleEverything?: true
  /** What one request has to leave at the receiver; segments only where every request makes one. */
  readonly delivers: { readonly traces?: 1; readonly segments?: 1; readonly logEvents?: 1 }
}

/** What a stack's preload leaves for the server. */
export interface StackHooks {
  /** The stack's own plugin, registered before the route. */
  register?: (app: unknown) => Promise<void>
  /** The stack writes the request's one log line itself; otherwise the handler does, by pino. */
  readonly ownLine?: boolean
  /** Sends what is held. */
  readonly flush?: () => Promise<unknown>
}

declare global {
  var benchStack: StackHooks | undefined
}
