import { services } from '../../scripts/services.ts'

/** Settings of an account and a stage, from the CDK context (`-c name=value`). */
export interface Settings {
  /** Such as `production` or `staging`; part of every name. */
  readonly environment: string
  /** Repository of the images without the name of the service. */
  readonly imageRepository: string
  /** Image tag of each service; changing one deploys that service. */
  readonly versions: ReadonlyMap<string, string>
  /** Name of a secret with `username` and `password` of a private registry. */
  readonly registrySecret: string | undefined
  /** An existing VPC; default: a new one. */
  readonly vpcId: string | undefined
  /** Certificate of the load balancer, which is then public and serves HTTPS; default: internal, HTTP. */
  readonly certificateArn: string | undefined
  /** Origins of the front end. */
  readonly corsOrigins: string | undefined
  /** Inserts sample people and posts into a database without people. */
  readonly sampleData: boolean
  /** Recipient of the alarms. */
  readonly alarmEmail: string | undefined
}

/** @throws Error naming a setting that is missing or not a text */
export function readSettings(context: (name: string) => unknown): Settings {
  const optional = (name: string) => {
    const value = context(name)
    if (value !== undefined && typeof value !== 'string')
      throw new Error(`-c ${name} must be a text (got ${JSON.stringify(value)})`)
    return value || undefined
  }
  const text = (name: string, fallback: string) => optional(name) ?? fallback
  return {
    environment: text('environment', 'production'),
    imageRepository: text('imageRepository', 'ghcr.io/cruddur'),
    versions: new Map(services.map(({ name }) => [name, text(name, '0.1.0')])),
    registrySecret: optional('registrySecret'),
    vpcId: optional('vpcId'),
    certificateArn: optional('certificateArn'),
    corsOrigins: optional('corsOrigins'),
    sampleData: optional('sampleData') === 'true',
    alarmEmail: optional('alarmEmail'),
  }
}
