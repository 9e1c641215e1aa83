import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { useMay } from '@shouwang/platform/ui/session.ts';
import { Printer } from 'lucide-react';
import type { ActCode, CaseView } from '../contract.ts';
import { FORMS, type FormPaperKind, formsFor } from '../papers/form-kinds.ts';
import { paperUrl } from './api.ts';

export type BlankPapersProps = {
  view: CaseView;
  act: ActCode;
  /** What has been typed in the form of the act: scopes, place, telephone and days stand on the printed paper. */
  values?: Record<string, unknown>;
};

const PHONE = /^(\d{5,6}|0\d{2,3}-\d{7,8})$/;

/** The part of a form that goes onto the blank paper. */
export function wishesOf(values: Record<string, unknown>): URLSearchParams {
  const wishes = new URLSearchParams();
  const { scopes, place, objectionPhone, days } = values;
  if (Array.isArray(scopes) && scopes.length > 0) wishes.set('scopes', scopes.join(','));
  if (typeof place === 'string' && place.trim() !== '') wishes.set('place', place.trim());
  if (typeof objectionPhone === 'string' && PHONE.test(objectionPhone)) wishes.set('phone', objectionPhone);
  if (typeof days === 'number' && days >= 1 && days <= 60) wishes.set('days', String(days));
  return wishes;
}

const hrefOf = (view: CaseView, kind: FormPaperKind, values: Record<string, unknown>) => {
  const wishes = wishesOf(values).toString();
  return `${paperUrl(view.row.id, kind)}${wishes === '' ? '' : `?${wishes}`}`;
};

/** Buttons for the papers that people must sign, or that are hung up, before the act can be recorded; nothing where none is needed. */
export function BlankPapers({ view, act, values = {} }: BlankPapersProps) {
  const may = useMay()('getCasePaper');
  const kinds = formsFor(act, { state: view.row.state, returnTo: view.returned?.step ?? null });
  if (!may || kinds.length === 0) return null;
  return (
    <div className="cw-papers" style={{ marginBottom: 12 }}>
      {kinds.map((kind) => (
        <a key={kind} className="sw-act sw-row" href={hrefOf(view, kind, values)} target="_blank" rel="noreferrer">
          <Icon of={Printer} size={12} />
          {FORMS[kind].button}
        </a>
      ))}
    </div>
  );
}
