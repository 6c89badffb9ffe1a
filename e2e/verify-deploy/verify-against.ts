import { formatVerdict } from '../compatibility/format-verdict.ts'
import { StartFailure } from '../compatibility/start-service-of.ts'
import { VersionError } from '../compatibility/tree.ts'
import { exitCodes } from '../compatibility/verdict.ts'
import { verifyService } from '../compatibility/verify-service.ts'

const columns = 80

/**
 * Verifies a service against deployed versions and prints the verdict; progress is on stderr.
 *
 * @param versions a version for all services, and `service=version` for single ones
 * @returns the exit code
 */
export async function verifyAgainst(
  service: string | undefined,
  versions: readonly string[],
  repository: string,
  { json = false }: { readonly json?: boolean },
): Promise<number> {
  const startedAt = performance.now()
  const onStep = (step: string) => {
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1).padStart(5)
    process.stderr.write(`  ${seconds} s  ${step}`.slice(0, columns).concat('\n'))
  }
  const single = versions.flatMap((version) => {
    const [, name, value] = /^([a-z][\w-]*)=(.+)$/.exec(version) ?? []
    return name && value ? [[name, value] as const] : []
  })
  const general = versions.filter((version) => !/^[a-z][\w-]*=/.test(version))
  try {
    const [against = single.find(([name]) => name === service)?.[1]] = general
    if (service === undefined) throw new VersionError('--against needs the name of a service')
    if (against === undefined)
      throw new VersionError(`--against needs a version of ${service} or of all services`)
    if (general.length > 1)
      throw new VersionError(`--against needs one version for all (got ${general.join(', ')})`)
    const deployed = new Map(single)
    const report = await verifyService(service, { repository, against, deployed, onStep })
    process.stdout.write(json ? `${JSON.stringify(report)}\n` : formatVerdict(report))
    return exitCodes[report.verdict]
  } catch (error) {
    const isExpected = error instanceof VersionError || error instanceof StartFailure
    const text = isExpected ? error.message : error instanceof Error ? error.stack : String(error)
    process.stderr.write(`verify-deploy: ${text}\n`)
    return 2
  }
}
