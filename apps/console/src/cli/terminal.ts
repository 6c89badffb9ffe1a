import type { Writable } from 'node:stream'
import { stripVTControlCharacters, styleText } from 'node:util'

type Format = Parameters<typeof styleText>[0]

/** A stream that may be a terminal. */
export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number }

/** Output of a command. */
export interface Terminal {
  /** Columns to fill; unbounded where the output is not a terminal. */
  readonly columns: number
  /** Writes a line of the result. */
  print(line: string): void
  /** Writes a note to standard error, so that it is not piped. */
  note(line: string): void
  /** Colors text when the output is a terminal; respects NO_COLOR and FORCE_COLOR. */
  paint(format: Format, text: string): string
}

export function createTerminal(stdout: Output, stderr: Writable): Terminal {
  const { isTTY = false, columns = 0 } = stdout
  return {
    columns: isTTY ? Math.max(columns, 60) : Number.POSITIVE_INFINITY,
    print: (line) => stdout.write(`${line}\n`),
    note: (line) => stderr.write(`${line}\n`),
    paint: (format, text) => styleText(format, text, { stream: stdout }),
  }
}

// Control characters, line separators, and characters that change the direction of text.
const UNSAFE = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu

/** Text from telemetry without anything that a terminal would obey. */
export function plain(text: string): string {
  return stripVTControlCharacters(text).replace(UNSAFE, '\ufffd')
}
