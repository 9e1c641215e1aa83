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
    lazy: () => import('./pages/WorkbenchDesk.tsx').then((m) => ({ Component: m.WorkbenchDesk })),
  },
  {
    path: 'overview',
    lazy: () => import('./pages/OverviewPage.tsx').then((m) => ({ Component: m.OverviewPage })),
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
    path: 'requests/:id/:key',
    lazy: () => import('@shouwang/modules/casework/web/RequestPage.tsx').then((m) => ({ Component: m.RequestPage })),
  },
  {
    path: 'follow-ups/:id',
    lazy: () => import('@shouwang/modules/casework/web/FollowUpPage.tsx').then((m) => ({ Component: m.FollowUpPage })),
  },
  {
    path: 'meetings',
    lazy: () => import('@shouwang/modules/casework/web/SessionPage.tsx').then((m) => ({ Component: m.SessionPage })),
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
    lazy: () => import('./pages/HouseholdPage.tsx').then((m) => ({ Component: m.HouseholdPage })),
  },
  {
    path: 'changes',
    lazy: () =>
      import('@shouwang/modules/registry/web/RequestListPage.tsx').then((m) => ({ Component: m.RequestListPage })),
  },
  {
    path: 'quality',
    lazy: () =>
      import('@shouwang/modules/registry/web/FindingListPage.tsx').then((m) => ({ Component: m.FindingListPage })),
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
    path: 'screening/:runId/simulate',
    lazy: () =>
      import('@shouwang/modules/screening/web/SimulationPage.tsx').then((m) => ({ Component: m.SimulationPage })),
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
    path: 'exports',
    lazy: () => import('@shouwang/modules/staff/web/ExportsPage.tsx').then((m) => ({ Component: m.ExportsPage })),
  },
  {
    path: 'accounts',
    lazy: () => import('@shouwang/modules/staff/web/AccountsPage.tsx').then((m) => ({ Component: m.AccountsPage })),
  },
  {
    path: 'accounts/:id',
    lazy: () => import('@shouwang/modules/staff/web/AccountPage.tsx').then((m) => ({ Component: m.AccountPage })),
  },
  {
    path: 'policy',
    lazy: () => import('./pages/PolicyPage.tsx').then((m) => ({ Component: m.PolicyPage })),
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
      {
        path: 'password',
        lazy: () => import('./pages/OwnPasswordPage.tsx').then((m) => ({ Component: m.OwnPasswordPage })),
      },
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
