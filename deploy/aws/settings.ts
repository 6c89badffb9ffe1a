/** What differs between accounts and stages; read from the CDK context (`-c name=value`). */
export interface Settings {
  /** `production`, `staging`; part of every name. */
  readonly environment: string
  /** Repository of the images, without the name of the service. */
  readonly imageRepository: string
  /** Tag of each service's image; a service is deployed alone by changing its own. */
  readonly versions: Readonly<Record<ServiceName, string>>
  /** Gets the alarms. */
  readonly alarmEmail: string | undefined
}

export const serviceNames = ['home-activities', 'user-activities'] as const
export type ServiceName = (typeof serviceNames)[number]

/** @throws when something that has no default is missing */
export function readSettings(context: (name: string) => unknown): Settings {
  const text = (name: string, fallback?: string) => {
    const value = context(name) ?? fallback
    if (typeof value !== 'string' || value === '') throw new Error(`give -c ${name}=...`)
    return value
  }
  const email = context('alarmEmail')
  return {
    environment: text('environment', 'production'),
    imageRepository: text('imageRepository', 'ghcr.io/cruddur'),
    versions: {
      'home-activities': text('home-activities', '0.1.0'),
      'user-activities': text('user-activities', '0.1.0'),
    },
    alarmEmail: typeof email === 'string' ? email : undefined,
  }
}
