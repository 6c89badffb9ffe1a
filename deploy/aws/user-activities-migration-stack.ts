import { CfnOutput, Duration, Stack } from 'aws-cdk-lib'
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2'
import { ContainerImage, FargateTaskDefinition, Secret } from 'aws-cdk-lib/aws-ecs'
import { Secret as StoredSecret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import { stopTimeoutSeconds } from './fargate-service.ts'
import { stdoutLogs } from './stdout-logs.ts'
import type { ServiceStackProps } from './user-activities-stack.ts'

/**
 * The task that brings the schema to what a version of user-activities needs. A stack of its own:
 * it is deployed and run before the service's, which refuses an older schema.
 */
export class UserActivitiesMigrationStack extends Stack {
  constructor(scope: Construct, id: string, { settings, foundation }: ServiceStackProps) {
    super(scope, id)
    const name = 'user-activities'
    const { vpc, cluster, stdoutLogGroup } = foundation
    const stored = StoredSecret.fromSecretNameV2(
      this,
      'Database',
      `cruddur/${settings.environment}/database-url`,
    )
    const task = new FargateTaskDefinition(this, 'Migration', {
      family: `cruddur-${settings.environment}-${name}-migration`,
      cpu: 256,
      memoryLimitMiB: 512,
    })
    task.addContainer('migrate', {
      image: ContainerImage.fromRegistry(
        `${settings.imageRepository}/${name}:${settings.versions[name]}`,
      ),
      command: ['--enable-source-maps', 'dist/migrate.js'],
      user: '65532:65532',
      readonlyRootFilesystem: true,
      stopTimeout: Duration.seconds(stopTimeoutSeconds),
      secrets: { DATABASE_URL: Secret.fromSecretsManager(stored) },
      logging: stdoutLogs(stdoutLogGroup, `${name}/migration`),
    })
    // Nobody calls it.
    const securityGroup = new SecurityGroup(this, 'SecurityGroup', { vpc })
    const subnets = vpc.privateSubnets.map(({ subnetId }) => subnetId).join(',')
    const output = (key: string, value: string) => new CfnOutput(this, key, { value })
    output('Cluster', cluster.clusterName)
    output('TaskDefinition', task.taskDefinitionArn)
    output(
      'Network',
      `awsvpcConfiguration={subnets=[${subnets}],securityGroups=[${securityGroup.securityGroupId}]}`,
    )
  }
}
