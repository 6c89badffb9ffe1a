// node --import @cruddur/telemetry/register examples/segments.ts
// Sends to AWS_XRAY_DAEMON_ADDRESS, subject to X-Ray's sampling rules.
import { AWSXRay, telemetryPlugin } from '@cruddur/telemetry'
import Fastify from 'fastify'

const app = Fastify()
app.register(telemetryPlugin)

app.get('/activities', () =>
  // The request already has a segment with the IDs of its span. The X-Ray API adds a subsegment.
  AWSXRay.captureAsyncFunc('user_activities', async (subsegment) => {
    const activities = ['worf', 'garek']
    subsegment?.addAnnotation('count', activities.length)
    subsegment?.addMetadata('now', new Date().toISOString(), 'user_activities')
    subsegment?.close()
    return activities
  }),
)

const response = await app.inject('/activities')
process.stdout.write(`${response.body}\n`)
await app.close()
