/** What the thread that empties the socket is started with. */
export interface ThreadOptions {
  readonly host: string
  readonly port: number
}

export type FromThread =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }
  | {
      readonly kind: 'datagrams'
      /** The datagrams one after the other. */
      readonly bytes: Uint8Array
      readonly lengths: readonly number[]
      /** Datagrams that the thread threw away since its start, because too many were on their way. */
      readonly dropped: number
    }

export type ToThread =
  | { readonly kind: 'taken'; readonly bytes: number }
  | { readonly kind: 'close' }
