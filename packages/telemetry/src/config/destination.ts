import type { Tls } from './tls-variables.ts'

/** The destination of a signal that is not exported: the reason, as shown at the start. */
export interface Off {
  readonly off: string
}

export interface OtlpDestination {
  /** Complete URL, with the path of the signal. */
  readonly url: string
  /** May contain credentials. */
  readonly headers: Readonly<Record<string, string>>
  readonly timeoutMillis: number
  readonly compression: 'gzip' | 'none'
  /** Certificates of an https URL. */
  readonly tls?: Tls
  /** Set for endpoints of AWS: each request is signed for this service. */
  readonly signing?: { readonly region: string; readonly service: 'monitoring' | 'xray' }
}

export const isOff = (destination: object | Off): destination is Off => 'off' in destination
