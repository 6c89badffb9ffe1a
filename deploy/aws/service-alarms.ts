import { Duration } from 'aws-cdk-lib'
import {
  Alarm,
  type AlarmBase,
  ComparisonOperator,
  Metric,
  PromQLAlarm,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { ILogGroup } from 'aws-cdk-lib/aws-logs'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import { type MetricQueries, metricQueries } from './metric-queries.ts'
import type { ServiceMetrics } from './service-metrics.ts'

/** Alarms for failures that clients notice, for missing tasks, and for telemetry that does not arrive. */
export function addAlarms(scope: Construct, metrics: ServiceMetrics, topic: ITopic): AlarmBase[] {
  const { name } = metrics
  const queries = metricQueries(name)
  const query = (what: keyof MetricQueries, alarmDescription: string, minutes: number) =>
    new PromQLAlarm(scope, `${name}-${what}-alarm`, {
      query: queries[what],
      alarmDescription,
      evaluationInterval: Duration.minutes(1),
      pendingPeriod: Duration.minutes(minutes),
      recoveryPeriod: Duration.minutes(5),
    })
  const alarms = [
    new Alarm(scope, `${name}-tasks-alarm`, {
      metric: metrics.runningTasks,
      threshold: 1,
      alarmDescription: `${name}: no running task`,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 3,
      // Container Insights reports nothing for a service without tasks.
      treatMissingData: TreatMissingData.BREACHING,
    }),
    query('errors', `${name}: more than 1% of requests have status 5xx`, 3),
    query('latency', `${name}: p99 above 1 s`, 3),
    // The data is lost: no need to wait.
    query('loss', `${name}: telemetry is dropped; see its ledger`, 0),
    query('silence', `${name}: no metrics for 10 minutes`, 10),
    // From stdout, which also works while CloudWatch accepts no metrics.
    new Alarm(scope, `${name}-outage-alarm`, {
      metric: metrics.telemetryOutage,
      threshold: 0,
      alarmDescription: `${name}: a telemetry backend fails`,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }),
    new Alarm(scope, `${name}-shutdown-loss-alarm`, {
      metric: metrics.telemetryLoss,
      threshold: 0,
      alarmDescription: `${name}: telemetry was not delivered before a task ended`,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }),
  ]
  for (const alarm of alarms) alarm.addAlarmAction(new SnsAction(topic))
  return alarms
}

/** Alarms when the services write no log lines, for example because all credentials are invalid. */
export function addSilenceAlarm(scope: Construct, logGroup: ILogGroup, topic: ITopic): Alarm {
  const alarm = new Alarm(scope, 'silence-alarm', {
    metric: new Metric({
      namespace: 'AWS/Logs',
      metricName: 'IncomingLogEvents',
      dimensionsMap: { LogGroupName: logGroup.logGroupName },
      statistic: 'Sum',
      period: Duration.minutes(5),
    }),
    threshold: 1,
    alarmDescription: 'no service has sent a log line for 15 minutes',
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: 3,
    treatMissingData: TreatMissingData.BREACHING,
  })
  alarm.addAlarmAction(new SnsAction(topic))
  return alarm
}
