// The console begins here.
import { schemaSettings } from './app/plain-schemas.ts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { isFailure } from './api/failure.ts';
import { App } from './app/App.tsx';
import { prefix } from './app/place.ts';
import { showPreferences } from './app/preferences.ts';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/ui.css';
import './styles/frame.css';
import './styles/templates.css';
import './styles/entry.css';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5000,
      // What the server has decided it decides again; only a lost connection is worth another try.
      retry: (tries, error) => tries < 2 && (!isFailure(error) || error.code === 'NETWORK' || error.status >= 502),
    },
    mutations: { retry: false },
  },
});

if (schemaSettings.jitless !== true) throw new Error('schemas would make code, which the policy of this page forbids');
showPreferences();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <BrowserRouter basename={prefix === '' ? '/' : prefix}>
        <App />
      </BrowserRouter>
    </QueryClientProvider>
  </StrictMode>,
);
