import type { ConsoleProcess } from './console.ts'
import type { Processes } from './processes.ts'

export type Tool = 'npm' | 'python3' | 'go' | 'psql' | 'java' | 'mvn' | 'cargo'

/** One third-party program, or several of one language, and what has to arrive in the console. */
export interface Case {
  readonly name: string
  /** Role of the program, such as "sender with default settings". */
  readonly role: string
  /** Without one of these tools the case is not run. */
  readonly needs: readonly Tool[]
  /** Program and version, from the lockfiles. */
  readonly programs: readonly string[]
  /** @throws on the first failed check */
  run(context: CaseContext): Promise<void>
}

export interface CaseContext {
  /** Started for this case, with an empty store. */
  readonly console: ConsoleProcess
  /** Ended after the case. */
  readonly processes: Processes
  /** Temporary folder, removed after the case. */
  readonly folder: string
  /** Reports a successful check. */
  passed(title: string): void
}

export interface CaseResult {
  readonly name: string
  readonly role: string
  readonly programs: readonly string[]
  readonly outcome: 'passed' | 'failed' | 'not run'
  readonly checks: readonly string[]
  /** Reason why the case failed or was not run. */
  readonly reason?: string
  readonly seconds: number
}
