// node --import @cruddur/telemetry/register examples/segments.ts
// Sends to AWS_XRAY_DAEMON_ADDRESS what X-Ray's sampling rules let through.
import { AWSXRay, telemetryPlugin } from '@cruddur/telemetry'
import Fastify from 'fastify'

const app = Fastify()
app.register(telemetryPlugin)

app.get('/activities', () =>
  // The request has a segment already, with the ids of its span; this is X-Ray's own API below it.
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
