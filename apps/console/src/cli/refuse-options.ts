import type { Command } from 'commander'

/** Filters of the list of traces that only tests of spans can answer. */
export const SPAN_FILTERS = ['operation', 'minDuration', 'maxDuration', 'where', 'sort'] as const

/** Commander hands a subcommand every option of its parent; those without a meaning there are refused. */
export function refuseOptions(command: Command, names: readonly string[]): void {
  const options = command.optsWithGlobals<Record<string, unknown>>()
  const name = names.find((refused) => options[refused] !== undefined)
  if (name === undefined) return
  const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  command.error(`error: option '--${flag}' does not apply to ${command.name()}`)
}
