type Address = { pathname: string; search: string };

/** The sign-in page, remembering where the reader was. */
export function backTo({ pathname, search }: Address): string {
  const here = `${pathname}${search}`;
  if (pathname === '/' || pathname === '/sign-in') return '/sign-in';
  return `/sign-in?back=${encodeURIComponent(here)}`;
}

/** Where to go after signing in: only an address of this desk, never a foreign one. */
export function safeBack(back: string | null, home: string): string {
  if (!back || !/^\/(?![/\\])/.test(back) || back.startsWith('/sign-in')) return home;
  return back;
}
