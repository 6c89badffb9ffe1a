import type { TraceList } from '../../contract/traces.ts'
import { describeSources, ESTIMATES } from '../../format/figures.ts'
import { plain, type Terminal } from '../terminal.ts'

/** Reasons why a result may be empty, one line each. */
export function noteHints({ hints = [] }: Pick<TraceList, 'hints'>, terminal: Terminal): void {
  for (const { message } of hints) terminal.note(plain(message))
}

/** Explains the mark of estimated figures, if there are any. */
export function noteEstimates(
  figures: readonly { readonly estimated?: boolean }[],
  terminal: Terminal,
): void {
  if (figures.some(({ estimated }) => estimated === true)) terminal.note(ESTIMATES)
}

/** Names the services whose requests are counted by a metric. */
export function noteSources(
  services: readonly { readonly name: string; readonly source?: 'spans' | 'metrics' }[],
  terminal: Terminal,
): void {
  const text = describeSources(services)
  if (text !== undefined) terminal.note(plain(text))
}
