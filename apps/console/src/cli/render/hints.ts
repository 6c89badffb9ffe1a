import type { TraceList } from '../../api/contract.ts'
import { plain, type Terminal } from '../terminal.ts'

/** Why a result may be empty, one line each. */
export function noteHints({ hints = [] }: Pick<TraceList, 'hints'>, terminal: Terminal): void {
  for (const { message } of hints) terminal.note(plain(message))
}
