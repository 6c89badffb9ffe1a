import { Stack, type StackProps } from 'aws-cdk-lib'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { CfnGroup, CfnSamplingRule } from 'aws-cdk-lib/aws-xray'
import type { Construct } from 'constructs'
import { services } from '../../scripts/services.ts'
import type { FoundationStack } from './foundation-stack.ts'
import { addAlarms, addSilenceAlarm } from './service-alarms.ts'
import { addDashboard } from './service-dashboard.ts'
import { serviceMetrics } from './service-metrics.ts'
import type { Settings } from './settings.ts'

export interface ObservabilityStackProps extends StackProps {
  readonly settings: Settings
  readonly foundation: FoundationStack
}

/** Sampling rule and group in X-Ray, a dashboard, and alarms on metrics and on log lines. */
export class ObservabilityStack extends Stack {
  constructor(scope: Construct, id: string, props: ObservabilityStackProps) {
    super(scope, id, props)
    const { settings, foundation } = props
    new CfnSamplingRule(this, 'Sampling', {
      samplingRule: {
        ruleName: `cruddur-${settings.environment}`,
        priority: 1_000,
        reservoirSize: 1,
        fixedRate: 0.05,
        serviceName: '*',
        serviceType: '*',
        host: '*',
        httpMethod: '*',
        urlPath: '/api/*',
        resourceArn: '*',
        version: 1,
      },
    })
    new CfnGroup(this, 'Failures', {
      groupName: `cruddur-${settings.environment}-failures`,
      filterExpression: services
        .map(({ name }) => `service("${name}") { fault = true OR responsetime > 1 }`)
        .join(' OR '),
    })
    const alarmTopic = new Topic(this, 'Alarms', { enforceSSL: true })
    // A topic with a policy of its own no longer has the default policy, which allows the alarms.
    alarmTopic.grantPublish(
      new ServicePrincipal('cloudwatch.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    )
    if (settings.alarmEmail) alarmTopic.addSubscription(new EmailSubscription(settings.alarmEmail))
    const metrics = services.map(({ name }) => serviceMetrics(this, { name, settings, foundation }))
    const alarms = [
      ...metrics.flatMap((each) => addAlarms(this, each, alarmTopic)),
      addSilenceAlarm(this, foundation.logGroup, alarmTopic),
    ]
    addDashboard(this, this.region, settings, metrics, alarms)
  }
}
