import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { type Fact, Facts } from '@shouwang/platform/ui/Facts.tsx';
import { LongTask } from '@shouwang/platform/ui/LongTask.tsx';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { count } from '@shouwang/platform/ui/numbers.ts';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { Drawer } from 'antd';
import type { ExportRequest } from '../contract.exports.ts';
import { useDecide } from './api.ts';
import { DecisionForm } from './DecisionForm.tsx';
import { ExportActs } from './ExportActs.tsx';
import { filterWords, sizeWords, stateLook } from './export-words.ts';

function factsOf(request: ExportRequest): Fact[] {
  const { kind, name } = stateLook(request.state);
  const facts: Fact[] = [
    { label: '状态', value: <StatusTag kind={kind}>{name}</StatusTag> },
    { label: '用途', value: <b>{request.purpose}</b> },
    { label: '申请人', value: `${request.requestedByName}，${request.requestedByPost}` },
    { label: '申请时间', value: <DateText value={request.requestedAt} form="minute" /> },
    { label: '筛选条件', value: filterWords(request) },
    { label: '行数', value: `${count(request.rowsMade ?? request.rowsAsked)} 行，${request.format.toUpperCase()}` },
    {
      label: '列',
      value: request.columns.map(({ title, masked }) => (masked ? `${title}（遮蔽）` : title)).join('、') || '—',
    },
    { label: '遮蔽', value: request.withheld || '—' },
  ];
  if (request.decidedByName)
    facts.push({
      label: request.state === 'refused' ? '未批准' : '批准',
      value: (
        <>
          {request.decidedByName}，{request.decidedByPost}{' '}
          {request.decidedAt && <DateText value={request.decidedAt} form="minute" />}
          {request.opinion && `：${request.opinion}`}
        </>
      ),
    });
  if (request.fileSize !== null && request.state === 'ready')
    facts.push(
      { label: '文件', value: `${sizeWords(request.fileSize)}，下载过 ${request.downloads} 次` },
      { label: '有效至', value: request.expiresAt && <DateText value={request.expiresAt} form="minute" /> },
    );
  return facts;
}

function Decision({ request, onClose }: { request: ExportRequest; onClose: () => void }) {
  const decide = useDecide();
  return (
    <DecisionForm
      words={{ yes: '批准', no: '不批准' }}
      done={{ yes: '已批准，文件正在生成', no: '已退回申请人' }}
      note="批准要再核验一次动态码。按申请人届时的岗位和辖区生成，他的岗位变了就不生成。意见和姓名写进记录。"
      decide={(answer) => decide.mutateAsync({ request, ...answer })}
      onClose={onClose}
    />
  );
}

/** One request in full: what, by whom, what for, how far; and the decision for whoever may take it. */
export function ExportRequestDrawer({ request, onClose }: { request: ExportRequest; onClose: () => void }) {
  const left = request.rate ? Math.max(1, (request.rowsAsked - request.rowsDone) / request.rate) : null;
  return (
    <Drawer open title={`${request.title} ${request.requestNo}`} size={520} onClose={onClose}>
      <div className="sw-stack">
        {request.state === 'approved' && (
          <LongTask
            title="生成文件"
            done={request.rowsDone}
            total={request.started ? request.rowsAsked : null}
            rate={request.rate}
            secondsLeft={left}
            note="可以关掉页面，生成后在这里下载"
          />
        )}
        {request.failure && <Note tone="bad">{request.failure}</Note>}
        <Facts facts={factsOf(request)} />
        {request.mayDecide ? <Decision request={request} onClose={onClose} /> : <ExportActs request={request} />}
      </div>
    </Drawer>
  );
}
