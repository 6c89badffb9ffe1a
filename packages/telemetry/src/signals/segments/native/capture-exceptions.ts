import { capturedException } from '../document/cause.ts'
import { internals } from './sdk.ts'

/** The SDK (3.12.0) takes `file:///app/x.js:10:5` for the path `file` without a line; ESM frames are all like that. */
export function correctStackFrames(): void {
  internals.capturedException.init = function init(error, remote) {
    Object.assign(this, capturedException(error, remote))
  }
}
