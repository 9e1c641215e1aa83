import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { listOf } from '@shouwang/platform/ui/list-query.ts';
import { useMay } from '@shouwang/platform/ui/session.ts';
import { Button } from 'antd';
import { Printer } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { type AgendaCase, MAX_HOUSEHOLDS, SESSION_PAPERS, type SessionPaper } from '../contract.sessions.ts';
import { sessionPaperUrl } from './session-api.ts';
import { queueColumns } from './session-columns.tsx';
import './session.css';

export type SessionQueueProps = {
  /** Heading of the list, and what to know about it. */
  label: string;
  note?: string;
  cases: readonly AgendaCase[];
  /** Head of the column with the category; null: none yet. */
  category: string | null;
  papers: readonly SessionPaper[];
  /** operationId of the act. */
  act: string;
  button: string;
  /** Who does it, for those who only look. */
  whose: string;
  empty: { title: string; text: string };
  /** The form for the chosen cases, loaded when it is first opened. */
  form: (chosen: readonly AgendaCase[], close: () => void) => ReactNode;
};

/** Households that wait for the same act: all are ticked, the act is done for those that stay ticked. */
export function SessionQueue(props: SessionQueueProps) {
  const { label, note, cases, category, papers, act, button, whose, empty, form } = props;
  const may = useMay();
  const [left, setLeft] = useState<readonly string[]>([]);
  const [filling, setFilling] = useState<readonly AgendaCase[] | null>(null);
  const columns = useMemo(() => queueColumns(category), [category]);
  const ready = cases.filter(({ notYet }) => notYet === null);
  const chosen = ready.filter(({ id }) => !left.includes(id)).slice(0, MAX_HOUSEHOLDS);
  if (filling)
    return (
      <Card title={button} flush>
        {form(filling, () => setFilling(null))}
      </Card>
    );
  const mine = may(act);
  const keys = chosen.map(({ id }) => id);
  return (
    <Card title={label} note={note} flush>
      {cases.length > 0 && (
        <div className="ss-bar">
          {mine ? (
            <Button type="primary" disabled={chosen.length === 0} onClick={() => setFilling(chosen)}>
              {button}（{chosen.length} 户）
            </Button>
          ) : (
            <span className="sw-note">由{whose}办理，您可以查看和打印</span>
          )}
          {papers.map((kind) => (
            <a
              key={kind}
              className="sw-act sw-row"
              href={keys.length > 0 ? sessionPaperUrl(kind, keys) : undefined}
              aria-disabled={keys.length === 0}
              target="_blank"
              rel="noreferrer"
            >
              <Icon of={Printer} size={12} />
              {SESSION_PAPERS[kind]}
            </a>
          ))}
          {ready.length > MAX_HOUSEHOLDS && <span className="sw-note">一次最多 {MAX_HOUSEHOLDS} 户，其余下次再办</span>}
          {ready.length < cases.length && (
            <span className="sw-note">{cases.length - ready.length} 户还没有到时候，不在其中</span>
          )}
        </div>
      )}
      <DataTable
        label={label}
        query={listOf(cases)}
        columns={columns}
        rowKey={(row) => row.id}
        rowHeight={48}
        openTo={(row) => `/cases/${row.id}`}
        {...(mine
          ? {
              selection: {
                keys,
                onChange: (now: string[]) => setLeft(ready.map(({ id }) => id).filter((id) => !now.includes(id))),
                nameOf: (row: AgendaCase) => `${row.headName}户`,
                acts: null,
              },
            }
          : {})}
        empty={empty}
      />
    </Card>
  );
}
