import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiError } from './api/client.ts'
import { App } from './app.tsx'
import { watchConnection } from './frame/connection.ts'
import { restorePositions } from './routing/positions.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The console runs on the same machine and is reachable while the browser is offline.
      networkMode: 'always',
      retry: (failures, error) => !(error instanceof ApiError) && failures < 2,
      refetchOnWindowFocus: false,
    },
  },
})

watchConnection(queryClient)
restorePositions()

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
)
