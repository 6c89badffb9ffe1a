import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IAlarm,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import type { ServiceMetrics } from './service-metrics.ts'
import type { Settings } from './settings.ts'

/** The alarms, requests as callers see them, then the delivery of telemetry; all services in each graph. */
export function addDashboard(
  scope: Construct,
  settings: Settings,
  metrics: readonly ServiceMetrics[],
  alarms: readonly IAlarm[],
): void {
  const graph = (title: string, of: (service: ServiceMetrics) => IMetric) =>
    new GraphWidget({ title, left: metrics.map(of), width: 8 })
  new Dashboard(scope, 'Dashboard', {
    dashboardName: `cruddur-${settings.environment}`,
    widgets: [
      [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 24, height: 4 })],
      [
        graph('Requests a minute', ({ requests }) => requests),
        graph('5xx, per cent', ({ errorPercent }) => errorPercent),
        graph('p99, ms', ({ p99Millis }) => p99Millis),
      ],
      [
        graph('Telemetry backends that fail', ({ telemetryOutage }) => telemetryOutage),
        graph('Telemetry lost', ({ telemetryLoss }) => telemetryLoss),
      ],
    ],
  })
}
