import { capturedException } from '../document/cause.ts'
import { internals } from './sdk.ts'

/** The SDK (3.12.0) parses the ESM frame `file:///app/x.js:10:5` as path `file` without a line. */
export function correctStackFrames(): void {
  internals.capturedException.init = function init(error, remote) {
    Object.assign(this, capturedException(error, remote))
  }
}
