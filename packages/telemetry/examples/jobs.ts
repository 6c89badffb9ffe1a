// node --import @cruddur/telemetry/register examples/jobs.ts
// A queue consumer continues the trace of the sender of its message.
import { runJob } from '@cruddur/telemetry'

const message = {
  Body: 'hello',
  MessageAttributes: {
    traceparent: {
      DataType: 'String',
      StringValue: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    },
  },
}

await runJob(
  'send mail',
  async (span) => {
    span.setAttribute('app.message_length', message.Body.length)
  },
  { carrier: message },
)
