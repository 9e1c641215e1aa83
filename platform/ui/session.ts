import { createContext, useCallback, useContext } from 'react';
import { useSearchParams } from 'react-router';

export type SessionPost = {
  id: string;
  role: string;
  roleName: string;
  areaCode: string;
  areaName: string;
  /** From the top division down to the own one. */
  areaPath: { code: string; name: string }[];
  departmentCode: string | null;
};

/** Who is signed in, in which post, and what the server lets him do. */
export type Session = {
  account: { id: string; name: string; loginName: string };
  post: SessionPost;
  posts: SessionPost[];
  /** The password was made by somebody else: nothing but changing it is allowed. */
  mustChangePassword: boolean;
  /** Demonstration mode: invented people, and a clock that can be moved. */
  demonstration: boolean;
  /** Business day of the server, YYYY-MM-DD. */
  today: string;
  packName: string | null;
  dataAsOf: string | null;
  /** operationIds that the post may call. */
  permissions: string[];
};

/** Filled by the shell; pages read it with `useSession`. */
export const SessionContext = createContext<Session | null>(null);

/** The session of the signed-in officer. Only below the shell. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession outside the shell');
  return session;
}

/** `const may = useMay(); may('approveIdentification')`: whether an act is offered at all. The server decides again. */
export function useMay(): (operationId: string) => boolean {
  const { permissions } = useSession();
  return useCallback((operationId: string) => permissions.includes(operationId), [permissions]);
}

/** The area that lists are narrowed to: `?area=` when it lies inside the own area, otherwise the own area. */
export function useAreaScope(): [string, (code: string) => void] {
  const own = useSession().post.areaCode;
  const [params, setParams] = useSearchParams();
  const asked = params.get('area');
  const code = asked?.startsWith(own) ? asked : own;
  const set = (next: string) => {
    const search = new URLSearchParams(params);
    for (const name of ['area', 'cursor', 'page']) search.delete(name);
    if (next !== own) search.set('area', next);
    setParams(search);
  };
  return [code, set];
}
