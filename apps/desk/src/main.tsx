import { installTokens } from '@shouwang/platform/ui/theme.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
installTokens();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
