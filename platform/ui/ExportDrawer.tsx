import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Input, Tag } from 'antd';
import { CircleCheck } from 'lucide-react';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { api, unwrap } from './api.ts';
import { EmptyState } from './EmptyState.tsx';
import { ErrorState } from './ErrorState.tsx';
import { Facts } from './Facts.tsx';
import { Note } from './Note.tsx';
import { count } from './numbers.ts';
import { asProblem } from './problem.ts';
import { RadioCards } from './RadioCards.tsx';
import { RowsSkeleton } from './RowsSkeleton.tsx';

/** What the server says about a list before it is asked for. */
export type ExportPreview = {
  title: string;
  rows: number;
  limit: number;
  columns: { title: string; masked: boolean }[];
  withheld: string;
  words: { label: string; text: string }[];
  approvers: { name: string; post: string }[];
};
type Format = 'csv' | 'xlsx';
export type ExportDrawerProps = {
  what: string;
  kind: string;
  filter: Record<string, string>;
  onClose: () => void;
};

const PURPOSES = ['上会讨论', '下发各镇村核对', '按上级要求报送', '留存备查'];
const FORMATS = [
  { value: 'xlsx', title: '表格（XLSX）', note: '用表格软件直接打开，编号不丢前面的 0' },
  { value: 'csv', title: '文本（CSV）', note: '给别的程序读' },
] as const;

/** Why it cannot be asked for; empty when it can. */
function blockedBy(preview: ExportPreview, purpose: string): string {
  if (preview.rows === 0) return '按现在的条件没有可导出的行，请放宽条件。';
  if (preview.rows > preview.limit) return `超过 ${count(preview.limit)} 行，一次导不完；请先选地方或加筛选条件。`;
  if (preview.approvers.length === 0) return '辖区内没有其他人可以批准，请联系上级主管部门配置审批岗位。';
  return purpose.trim().length < 4 ? '写明用途，不少于 4 个字' : '';
}

function Contents({ preview }: { preview: ExportPreview }) {
  const people = preview.approvers.map(({ name, post }) => `${name} ${post}`).join('、');
  return (
    <Facts
      facts={[
        { label: '将导出', value: <b>{count(preview.rows)} 行</b> },
        {
          label: '筛选条件',
          value:
            preview.words.length > 0
              ? preview.words.map((w) => `${w.label}：${w.text}`).join('；')
              : '没有筛选，辖区全部',
        },
        {
          label: '列',
          value: preview.columns.map(({ title, masked }) => (masked ? `${title}（遮蔽）` : title)).join('、'),
        },
        { label: '遮蔽', value: preview.withheld },
        { label: '谁可以批准', value: people || '没有' },
      ]}
    />
  );
}

function Order({
  preview,
  kind,
  filter,
  onDone,
}: Omit<ExportDrawerProps, 'what' | 'onClose'> & { preview: ExportPreview; onDone: (no: string) => void }) {
  const [purpose, setPurpose] = useState('');
  const [format, setFormat] = useState<Format>('xlsx');
  const cache = useQueryClient();
  const id = useId();
  const send = useMutation({
    mutationFn: () =>
      unwrap<{ requestNo: string }>(
        api.POST('/api/exports', { body: { kind, filter, purpose: purpose.trim(), format } }),
      ),
    onSuccess: async ({ requestNo }) => {
      await cache.invalidateQueries({ queryKey: ['exports'] });
      onDone(requestNo);
    },
  });
  const blocked = blockedBy(preview, purpose);
  const problem = send.error ? asProblem(send.error) : null;
  return (
    <form
      className="sw-stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!blocked) send.mutate();
      }}
    >
      <Contents preview={preview} />
      <div className="sw-stack">
        <label htmlFor={id}>用途</label>
        <Input.TextArea
          id={id}
          rows={2}
          value={purpose}
          maxLength={200}
          showCount
          placeholder="做什么用、给谁看；会写进文件并留痕"
          onChange={(event) => setPurpose(event.target.value)}
        />
        <div className="sw-row">
          {PURPOSES.map((preset) => (
            <Tag.CheckableTag key={preset} checked={purpose === preset} onChange={() => setPurpose(preset)}>
              {preset}
            </Tag.CheckableTag>
          ))}
        </div>
      </div>
      <RadioCards label="格式" options={FORMATS} value={format} onChange={setFormat} />
      <Note tone="quiet">
        须由另一人批准后生成；文件写明导出人、时间和用途，每行带导出编号，到期自动销毁，每次下载都留痕。
      </Note>
      {problem && (
        <p role="alert" className="sw-field-error">
          {problem.detail || problem.title}
        </p>
      )}
      <Button type="primary" htmlType="submit" block disabled={blocked !== ''} loading={send.isPending}>
        提交申请
      </Button>
      {blocked && <p className="sw-note">{blocked}</p>}
    </form>
  );
}

function Done({ requestNo, onClose }: { requestNo: string; onClose: () => void }) {
  return (
    <EmptyState
      icon={CircleCheck}
      title="已提交，等另一人批准"
      text={`编号 ${requestNo}。批准后自动生成，在“导出”里下载。`}
      act={
        <div className="sw-row">
          <Link to="/exports" onClick={onClose}>
            <Button type="primary">看我的导出</Button>
          </Link>
          <Button onClick={onClose}>留在本页</Button>
        </div>
      }
    />
  );
}

/** Before a list is asked for as a file: how many rows, which columns, what is masked, who may let it go; then what for. */
export function ExportDrawer({ what, kind, filter, onClose }: ExportDrawerProps) {
  const [done, setDone] = useState('');
  const preview = useQuery({
    queryKey: ['exports', 'preview', kind, filter],
    queryFn: () => unwrap<ExportPreview>(api.POST('/api/exports/preview', { body: { kind, filter } })),
    gcTime: 0,
    staleTime: 0,
  });
  return (
    <Drawer open title={`导出${what}`} size={480} onClose={onClose} mask={{ closable: done !== '' }}>
      {done ? (
        <Done requestNo={done} onClose={onClose} />
      ) : preview.data ? (
        <Order preview={preview.data} kind={kind} filter={filter} onDone={setDone} />
      ) : preview.error ? (
        <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
      ) : (
        <RowsSkeleton rows={8} />
      )}
    </Drawer>
  );
}
