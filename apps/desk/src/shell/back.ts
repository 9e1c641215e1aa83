type Address = { pathname: string; search: string };

/** The sign-in page, remembering where the reader was. */
export function backTo({ pathname, search }: Address): string {
  const here = `${pathname}${search}`;
  if (pathname === '/' || pathname === '/sign-in') return '/sign-in';
  return `/sign-in?back=${encodeURIComponent(here)}`;
}

/** The page where one sets a password of one's own, remembering where the reader was. */
export function passwordFrom({ pathname, search }: Address): string {
  return pathname === '/' ? '/password' : `/password?back=${encodeURIComponent(`${pathname}${search}`)}`;
}

/** Where to go after signing in: only an address of this desk, never a foreign one. */
export function safeBack(back: string | null, home: string): string {
  if (!back || !/^\/(?![/\\])/.test(back) || back.startsWith('/sign-in') || back.startsWith('/password')) return home;
  return back;
}
