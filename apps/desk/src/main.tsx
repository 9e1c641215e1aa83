import { installTokens } from '@shouwang/platform/ui/theme.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { refuseMarkup } from './refuse-markup.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
refuseMarkup();
installTokens();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
