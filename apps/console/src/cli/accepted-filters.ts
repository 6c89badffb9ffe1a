import type { Command, Option } from 'commander'

/** Names of filters of the trace list, or those of every list of spans or of traces. */
type Filters = readonly string[] | 'spans' | 'traces'

const onlyOfTraces = ['sort', 'withoutSpans']
const acceptedBy = new WeakMap<Command, Filters>()

/** Declares which filters of `traces` a subcommand accepts; by default it accepts none. */
export function acceptFilters(command: Command, filters: Filters): Command {
  acceptedBy.set(command, filters)
  return command
}

/** The filters that a subcommand accepts and does not declare itself. */
export function acceptedFilters(program: Command, command: Command): Option[] {
  const filters = acceptedBy.get(command) ?? []
  const own = new Set(command.options.map(({ long }) => long))
  return program.options.filter((option) => {
    const name = option.attributeName()
    if (own.has(option.long) || name === 'json') return false
    if (filters === 'traces') return true
    return filters === 'spans' ? !onlyOfTraces.includes(name) : filters.includes(name)
  })
}

/** Commander passes every option of the program to a subcommand; those without a meaning there are rejected. */
export function rejectOtherFilters(program: Command, command: Command): void {
  if (command === program) return
  const known = [...command.options, ...acceptedFilters(program, command)].map(({ long }) => long)
  const other = program.options.find(
    (option) =>
      program.getOptionValue(option.attributeName()) !== undefined && !known.includes(option.long),
  )
  if (other !== undefined)
    command.error(`error: option '${other.long}' does not apply to ${command.name()}`)
}
