import { number, text, type Values, type Variable } from '@cruddur/environment'

export interface DatabaseConfig {
  /** Name of the service; Postgres shows it as `application_name`. */
  readonly name: string
  readonly url: string | undefined
  /** PEM certificates. */
  readonly certificateAuthorities?: string | undefined
  /** Folder of the embedded database, and the variable that sets it. */
  readonly dataFolder: string
  readonly dataFolderVariable: string
  readonly poolSize: number
  readonly statementTimeoutMillis: number
}

const databaseUrl = (prefix: string): Variable<string | undefined> => ({
  description: `Postgres server; default: the embedded database in ${prefix}_DATA_DIR`,
  allowed: 'a postgres:// or postgresql:// URL (never shown)',
  secret: true,
  parse(value) {
    if (!/^postgres(ql)?:$/.test(new URL(value).protocol)) throw new Error('not a Postgres URL')
    return value
  },
})

/** The variables of the database of a service, by the prefix of its variables. */
export type DatabaseVariables<Prefix extends string> = {
  readonly DATABASE_URL: Variable<string | undefined>
  readonly DATABASE_CA_CERTIFICATES: Variable<string | undefined>
} & Readonly<Record<`${Prefix}_DATA_DIR`, Variable<string>>> &
  Readonly<Record<`${Prefix}_POOL_SIZE` | `${Prefix}_STATEMENT_TIMEOUT_MILLIS`, Variable<number>>>

/**
 * Variables of a service with a database; spread them into its schema.
 *
 * @example
 * const variables = { ...serverVariables({ port: 4010 }), ...databaseVariables('ORDERS', 'orders') }
 */
export function databaseVariables<Prefix extends string>(
  prefix: Prefix,
  name: string,
): DatabaseVariables<Prefix> {
  return {
    DATABASE_URL: databaseUrl(prefix),
    DATABASE_CA_CERTIFICATES: text({
      description:
        'PEM certificates of the authorities that the Postgres server is verified with, such as the bundle of Amazon RDS; enables TLS',
    }),
    [`${prefix}_DATA_DIR`]: text({
      description: 'Folder of the embedded database',
      default: `.data/${name}`,
    }),
    [`${prefix}_POOL_SIZE`]: number({
      description: 'Maximum connections to the Postgres server',
      default: 10,
      min: 1,
      max: 500,
    }),
    [`${prefix}_STATEMENT_TIMEOUT_MILLIS`]: number({
      description: 'Statement timeout; a request whose statement is canceled gets 503',
      default: 3_000,
      min: 10,
      max: 600_000,
    }),
  } as unknown as DatabaseVariables<Prefix>
}

/** Converts the values of {@link databaseVariables} to a config. */
export function databaseConfig<Prefix extends string>(
  prefix: Prefix,
  name: string,
  values: Values<DatabaseVariables<Prefix>>,
): DatabaseConfig {
  const all = values as unknown as Readonly<Record<string, string | number | undefined>>
  return {
    name,
    url: all.DATABASE_URL as string | undefined,
    certificateAuthorities: all.DATABASE_CA_CERTIFICATES as string | undefined,
    dataFolder: String(all[`${prefix}_DATA_DIR`]),
    dataFolderVariable: `${prefix}_DATA_DIR`,
    poolSize: Number(all[`${prefix}_POOL_SIZE`]),
    statementTimeoutMillis: Number(all[`${prefix}_STATEMENT_TIMEOUT_MILLIS`]),
  }
}
