import { Stack, type StackProps } from 'aws-cdk-lib'
import { Secret } from 'aws-cdk-lib/aws-ecs'
import { Secret as StoredSecret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import { type Service, variablePrefix } from '../../scripts/services.ts'
import { CruddurService, servicePort } from './fargate-service.ts'
import type { FoundationStack } from './foundation-stack.ts'
import type { Settings } from './settings.ts'

export interface ServiceStackProps extends StackProps {
  readonly service: Service
  readonly settings: Settings
  readonly foundation: FoundationStack
}

/** The lowest priority, for the path that matches everything else. */
const lastPriority = 40_000

/** A service. With storage, each task migrates the schema before the service starts. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    super(scope, id, props)
    const { service, settings, foundation } = props
    const { name, port, paths, calls, storage } = service
    const { namespaceName } = foundation.namespace
    const urls = calls.map((called) => [
      `${variablePrefix(called)}_URL`,
      `http://${called}.${namespaceName}:${servicePort}`,
    ])
    const sampleData = [`${variablePrefix(name)}_SAMPLE_DATA`, String(settings.sampleData)]
    new CruddurService(this, 'Service', {
      name,
      settings,
      foundation,
      route: { priority: paths.includes('/api/*') ? lastPriority : port, paths },
      environment: Object.fromEntries(storage === 'none' ? urls : [...urls, sampleData]),
      ...(storage === 'postgres' && {
        initCommand: ['--enable-source-maps', 'dist/migrate.js'],
        secrets: this.databaseSecrets(name, settings),
      }),
    })
  }

  /** JSON with `url`, a postgres:// URL, and `caCertificates`, PEM certificates or an empty text. */
  private databaseSecrets(name: string, { environment }: Settings) {
    const stored = StoredSecret.fromSecretNameV2(
      this,
      'Database',
      `cruddur/${environment}/${name}/database`,
    )
    return {
      DATABASE_URL: Secret.fromSecretsManager(stored, 'url'),
      DATABASE_CA_CERTIFICATES: Secret.fromSecretsManager(stored, 'caCertificates'),
    }
  }
}
