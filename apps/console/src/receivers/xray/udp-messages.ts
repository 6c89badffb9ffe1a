/** Start options of the thread that reads the socket. */
export interface ThreadOptions {
  readonly host: string
  readonly port: number
}

export type FromThread =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }
  | {
      readonly kind: 'datagrams'
      /** The concatenated datagrams. */
      readonly bytes: Uint8Array
      readonly lengths: readonly number[]
      /** Datagrams dropped since the start because too many were in flight. */
      readonly dropped: number
    }

export type ToThread =
  | { readonly kind: 'taken'; readonly bytes: number }
  | { readonly kind: 'close' }
