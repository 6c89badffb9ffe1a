import type { Command } from 'commander'

/** Filters of the trace list that need spans. */
export const SPAN_FILTERS = ['operation', 'minDuration', 'maxDuration', 'where', 'sort'] as const

/** Commander passes every option of the parent to a subcommand; options without a meaning there are rejected. */
export function refuseOptions(command: Command, names: readonly string[]): void {
  const options = command.optsWithGlobals<Record<string, unknown>>()
  const name = names.find((refused) => options[refused] !== undefined)
  if (name === undefined) return
  const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  command.error(`error: option '--${flag}' does not apply to ${command.name()}`)
}
