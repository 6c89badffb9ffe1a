import type { Command, Option } from 'commander'
import { findingKindNames } from '../../contract/finding-kinds.ts'
import { acceptedFilters } from '../accepted-filters.ts'

/** Candidates for the word at the cursor. */
export interface Candidate {
  readonly value: string
  readonly description?: string
}

/** Candidates from the console, by kind; a shell waits for them briefly. */
export type LiveValues = (
  kind: string,
  written: { readonly prefix: string; readonly options: ReadonlyMap<string, string> },
) => Promise<readonly Candidate[]>

/** In the place of a list: the shell completes names of files. */
export const FILES: Candidate = { value: ':files' }

const LENGTHS = ['5m', '15m', '1h', '6h', '1d', '7d']
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  ...{ since: LENGTHS, 'baseline-shift': LENGTHS },
  'fail-on': ['error', 'warning', 'info', ...findingKindNames],
  'min-duration': ['10ms', '100ms', '250ms', '1s'],
  'max-duration': ['10ms', '100ms', '250ms', '1s'],
}

/**
 * Subcommands, options, and values of options and arguments for the last of the words.
 * @param words After the name of the program.
 */
export async function completeWords(
  program: Command,
  words: readonly string[],
  live: LiveValues,
): Promise<readonly Candidate[]> {
  const written = words.at(-1) ?? ''
  const { command, options, values, awaited } = readLine(program, words.slice(0, -1))
  const fetchLive = (kind: string, prefix: string) => live(kind, { prefix, options })

  const [, name = '', prefix] = /^--([\w-]+)=(.*)$/s.exec(written) ?? []
  const option = awaited ?? (prefix === undefined ? undefined : findOption(command, `--${name}`))
  if (option !== undefined) {
    const start = awaited ? written : (prefix ?? '')
    const found = startingWith(await valuesOf(option, (kind) => fetchLive(kind, start)), start)
    return awaited ? found : found.map(({ value }) => ({ value: `--${name}=${value}` }))
  }
  if (written.startsWith('-'))
    return startingWith(
      offered(command, program)
        .filter(({ long }) => long && !options.has(long.slice(2)))
        .map(({ long, description }) => ({ value: long ?? '', description })),
      written,
    )
  const argument = command.registeredArguments[values]
  const subcommands =
    values > 0
      ? []
      : command.commands
          .filter((one) => one.name() !== 'complete')
          .map((one) => ({ value: one.name(), description: one.description() }))
  const choices = argument?.argChoices?.map((value) => ({ value }))
  // Without a digit, subcommands are completed.
  const isLive = argument !== undefined && (subcommands.length === 0 || written !== '')
  const more = choices ?? (isLive ? await fetchLive(argument.name(), written) : [])
  return startingWith([...subcommands, ...more], written)
}

interface Line {
  readonly command: Command
  /** Value of each option so far, '' of one that takes none. */
  readonly options: ReadonlyMap<string, string>
  /** Number of arguments so far. */
  readonly values: number
  /** The option whose value comes next. */
  readonly awaited: Option | undefined
}

function readLine(program: Command, words: readonly string[]): Line {
  const options = new Map<string, string>()
  let command = program
  let values = 0
  let awaited: Option | undefined
  for (const word of words) {
    if (awaited !== undefined) {
      options.set(awaited.name(), word)
      awaited = undefined
    } else if (word.startsWith('-')) {
      const [flag = '', value] = word.split('=', 2)
      const option = findOption(command, flag)
      if (option?.required && value === undefined) awaited = option
      else options.set(option?.name() ?? flag, value ?? '')
    } else {
      const subcommand = values === 0 && command.commands.find((one) => one.name() === word)
      if (subcommand) command = subcommand
      else values += 1
    }
  }
  return { command, options, values, awaited }
}

/** A subcommand's own options, then the filters that it accepts. */
function offered(command: Command, program: Command): readonly Option[] {
  if (command === program) return command.options
  return [...command.options, ...acceptedFilters(program, command)]
}

function findOption(command: Command, flag: string): Option | undefined {
  for (let at: Command | null = command; at !== null; at = at.parent) {
    const option = at.options.find(({ long, short }) => long === flag || short === flag)
    if (option !== undefined) return option
  }
  return undefined
}

async function valuesOf(
  option: Option,
  fetchLive: (kind: string) => Promise<readonly Candidate[]>,
): Promise<readonly Candidate[]> {
  const fixed = option.argChoices ?? EXAMPLES[option.name()]
  return fixed ? fixed.map((value) => ({ value })) : fetchLive(option.name())
}

function startingWith(candidates: readonly Candidate[], prefix: string): readonly Candidate[] {
  return candidates.filter((one) => one === FILES || one.value.startsWith(prefix))
}
