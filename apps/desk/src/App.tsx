import { createQueryClient } from '@shouwang/platform/ui/query-client.ts';
import { ThemeRoot } from '@shouwang/platform/ui/ThemeRoot.tsx';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from 'react-router';
import { router } from './routes.tsx';

const queryClient = createQueryClient();

/** Theme, cache, router. */
export function App() {
  return (
    <ThemeRoot>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ThemeRoot>
  );
}
