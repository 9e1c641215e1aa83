import { createBrowserRouter, type RouteObject } from 'react-router';
import { FaultPage } from './pages/FaultPage.tsx';
import { NotFoundPage } from './pages/NotFoundPage.tsx';
import { PageGate } from './shell/PageGate.tsx';
import { Shell } from './shell/Shell.tsx';
import { StartPage } from './shell/StartPage.tsx';

/** Screens of the modules: one line each, loaded when first opened. */
const screens: RouteObject[] = [
  {
    path: 'workbench',
    lazy: () =>
      import('@shouwang/modules/casework/web/WorkbenchPage.tsx').then((m) => ({ Component: m.WorkbenchPage })),
  },
  {
    path: 'overview',
    lazy: () => import('@shouwang/modules/insight/web/OverviewPage.tsx').then((m) => ({ Component: m.OverviewPage })),
  },
  {
    path: 'cases',
    lazy: () => import('@shouwang/modules/casework/web/CaseListPage.tsx').then((m) => ({ Component: m.CaseListPage })),
  },
  {
    path: 'cases/:id',
    lazy: () => import('@shouwang/modules/casework/web/CasePage.tsx').then((m) => ({ Component: m.CasePage })),
  },
  {
    path: 'imports',
    lazy: () =>
      import('@shouwang/modules/exchange/web/ImportListPage.tsx').then((m) => ({ Component: m.ImportListPage })),
  },
  {
    path: 'imports/:batchId',
    lazy: () =>
      import('@shouwang/modules/exchange/web/ImportReportPage.tsx').then((m) => ({ Component: m.ImportReportPage })),
  },
  {
    path: 'households',
    lazy: () =>
      import('@shouwang/modules/registry/web/HouseholdListPage.tsx').then((m) => ({ Component: m.HouseholdListPage })),
  },
  {
    path: 'households/:id',
    lazy: () =>
      import('@shouwang/modules/registry/web/HouseholdPage.tsx').then((m) => ({ Component: m.HouseholdPage })),
  },
  {
    path: 'screening',
    lazy: () =>
      import('@shouwang/modules/screening/web/ScreeningPage.tsx').then((m) => ({ Component: m.ScreeningPage })),
  },
  {
    path: 'screening/:runId',
    lazy: () => import('@shouwang/modules/screening/web/RunPage.tsx').then((m) => ({ Component: m.RunPage })),
  },
  {
    path: 'screening/:runId/households/:householdId',
    lazy: () => import('@shouwang/modules/screening/web/TracePage.tsx').then((m) => ({ Component: m.TracePage })),
  },
  {
    path: 'warnings',
    lazy: () => import('@shouwang/modules/warning/web/WarningsPage.tsx').then((m) => ({ Component: m.WarningsPage })),
  },
  {
    path: 'policy',
    lazy: () => import('@shouwang/modules/policy/web/PolicyPage.tsx').then((m) => ({ Component: m.PolicyPage })),
  },
];

/** Screens that only developers need. */
const workshop: RouteObject[] = import.meta.env.DEV
  ? [{ path: 'gallery', lazy: () => import('./gallery/GalleryPage.tsx').then((m) => ({ Component: m.GalleryPage })) }]
  : [];

/** Nothing, for the moment until the first page is loaded. */
function Blank() {
  return null;
}

/** All addresses of the desk. */
export const router = createBrowserRouter([
  {
    ErrorBoundary: FaultPage,
    HydrateFallback: Blank,
    children: [
      { path: 'sign-in', lazy: () => import('./pages/SignInPage.tsx').then((m) => ({ Component: m.SignInPage })) },
      ...workshop,
      {
        Component: Shell,
        children: [
          {
            ErrorBoundary: FaultPage,
            children: [
              { index: true, Component: StartPage },
              { Component: PageGate, children: screens },
              { path: '*', Component: NotFoundPage },
            ],
          },
        ],
      },
    ],
  },
]);
