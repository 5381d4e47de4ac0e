import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { Router } from 'wouter';
import { createQueryClient } from '../api/query-client.ts';
import { DesignProvider } from '../design/design-provider.tsx';
import { Dashboard } from './dashboard.tsx';

export function App() {
  const [queries] = useState(createQueryClient);
  return (
    <QueryClientProvider client={queries}>
      <DesignProvider>
        <Router base="/dashboard">
          <Dashboard />
        </Router>
      </DesignProvider>
    </QueryClientProvider>
  );
}
