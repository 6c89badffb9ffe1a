import type { ConsoleClient } from '../../client/console-client.ts'
import { type FindingKind, findingKindNames, findingKinds } from '../../contract/finding-kinds.ts'
import type { FindingList } from '../../contract/findings.ts'
import { countOf } from '../../format/count-of.ts'
import { describeExamined, renderFindings } from '../render/findings.ts'
import { renderJson } from '../render/json.ts'
import type { Terminal } from '../terminal.ts'
import { TracesError } from '../traces-error.ts'

/** The options of `traces check` as commander parsed them. */
export interface CheckOptions {
  readonly service?: string
  readonly since?: string
  readonly run?: string
  readonly limit?: number
  readonly failOn?: readonly FindingKind[]
  readonly json?: true
}

const UNAVAILABLE = 2
const MAX_PAGE = 500
/** Kinds that lose requests or data, or cost time. */
const defaultFailOn = findingKindNames.filter((kind) => findingKinds[kind].severity !== 'info')

/**
 * Prints the findings of recent traces.
 * @throws TracesError with exit code 1 for findings of the kinds to fail on, and 2 without a response
 */
export async function checkTraces(
  client: ConsoleClient,
  terminal: Terminal,
  { json, failOn = defaultFailOn, limit = MAX_PAGE, ...search }: CheckOptions,
): Promise<void> {
  const list = await available(client.listFindings({ ...pick(search), limit }))
  if (json) terminal.print(renderJson(list))
  else print(list, terminal)
  const failed = list.groups.filter(({ kind }) => failOn.includes(kind))
  if (failed.length === 0) return
  const kinds = [...new Set(failed.map(({ kind }) => kind))].join(', ')
  const count = failed.reduce((sum, { findingCount }) => sum + findingCount, 0)
  throw new TracesError(`${countOf(count, 'finding')} to fix: ${kinds}`)
}

function pick({ service, since, run }: CheckOptions) {
  return {
    ...(service !== undefined && { service }),
    ...(since !== undefined && { since }),
    ...(run !== undefined && { run }),
  }
}

function print(list: FindingList, terminal: Terminal): void {
  for (const line of renderFindings(list.groups, terminal)) terminal.print(line)
  if (list.nextCursor !== undefined) terminal.note('More findings exist: use --json or --service.')
  terminal.note(describeExamined(list))
}

/** In a pipeline, a console that does not respond differs from findings. */
async function available<Response>(response: Promise<Response>): Promise<Response> {
  try {
    return await response
  } catch (error) {
    if (!(error instanceof TracesError)) throw error
    throw new TracesError(error.message, { cause: error, exitCode: UNAVAILABLE })
  }
}
