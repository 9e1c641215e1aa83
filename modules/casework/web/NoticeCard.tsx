import { Card } from '@shouwang/platform/ui/Card.tsx';
import { CheckList } from '@shouwang/platform/ui/CheckList.tsx';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { PaperSheet } from '@shouwang/platform/ui/PaperSheet.tsx';
import { type StatusKind, StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { Megaphone } from 'lucide-react';
import {
  NOTICE_STATE_NAMES,
  type Notice,
  type NoticeState,
  OBJECTION_CHANNEL_NAMES,
} from '../../publicity/contract.ts';
import { type CaseView, RESULT_NAMES } from '../contract.ts';
import { paperUrl } from './api.ts';
import { BlankPapers } from './BlankPapers.tsx';
import { Documents } from './Documents.tsx';

const KINDS: Readonly<Record<NoticeState, StatusKind>> = {
  DRAFT: 'neutral',
  POSTED: 'running',
  OBJECTED: 'waiting',
  ENDED: 'ok',
  WITHDRAWN: 'neutral',
};
const SHOWN = ['户主姓名（中间字遮蔽）', '村组', '家庭人口', '拟纳入类别', '公示期和异议电话'];
const BLOCKED = ['证件号码、电话、银行账号', '健康状况和病情', '部门数据原始金额'];

function Sheet({ notice, place }: { notice: Notice; place: string }) {
  return (
    <PaperSheet
      title="公　示"
      sign={
        <>
          {place}村民委员会
          <br />
          {notice.from}
        </>
      }
    >
      <p>经入户核实、信息比对和民主评议，拟将下列农户纳入防止返贫监测，现予公示，接受监督。</p>
      <table>
        <thead>
          <tr>
            <th scope="col">户主</th>
            <th scope="col">村组</th>
            <th scope="col">人口</th>
            <th scope="col">拟纳入类别</th>
          </tr>
        </thead>
        <tbody>
          {notice.entries.map((entry) => (
            <tr key={entry.caseId}>
              <td>{entry.displayName}</td>
              <td>{entry.displayArea}</td>
              <td>{entry.familySize}</td>
              <td>{entry.displayReason}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        公示期：{notice.from} 至 {notice.to}。如有异议，请打 {notice.objectionPhone} 或 12317，可不具名，请说明事实。
      </p>
    </PaperSheet>
  );
}

function Objections({ view }: { view: CaseView }) {
  if (view.objections.length === 0) return null;
  return (
    <div>
      <h3>异议 {view.objections.length} 件</h3>
      <ul>
        {view.objections.map((one) => (
          <li key={one.id}>
            {one.receivedOn}，{OBJECTION_CHANNEL_NAMES[one.channel]}
            {one.anonymous ? '，匿名' : '，已记名（加密）'}：{one.content}
            <span className="sw-note">
              {' '}
              {one.resultCode ? `${RESULT_NAMES[one.resultCode]}：${one.reply ?? ''}` : `待复核，${one.dueOn} 前答复`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The notice as it hangs in the village, what it shows and what the system keeps off it, and the objections. */
export function NoticeCard({ view }: { view: CaseView }) {
  const { notice } = view;
  const state = notice?.entries.find((entry) => entry.caseId === view.row.id)?.state ?? notice?.state;
  const note = state ? (
    <StatusTag kind={KINDS[state]}>{`${NOTICE_STATE_NAMES[state]}，异议 ${view.objections.length} 件`}</StatusTag>
  ) : (
    <StatusTag kind="neutral">未办</StatusTag>
  );
  return (
    <Card
      title="公示"
      icon={<Icon of={Megaphone} />}
      note={note}
      extra={
        notice && (
          <a href={paperUrl(view.row.id, 'notice')} target="_blank" rel="noreferrer">
            打印公示
          </a>
        )
      }
    >
      <div className="cw-notice">
        {notice ? (
          <Sheet notice={notice} place={view.row.areaName.replace(' · ', '')} />
        ) : (
          <div>
            <BlankPapers view={view} act="postNotice" />
            <p className="sw-note">评议同意后，由村信息员在村务公开栏张贴，不少于 {view.pack.minDays} 天。</p>
          </div>
        )}
        <div className="sw-stack">
          <div>
            <h3>只公示这五项</h3>
            <CheckList
              plain
              label="公示内容"
              checks={SHOWN.map((label) => ({ key: label, result: 'pass' as const, label }))}
            />
          </div>
          <div>
            <h3>系统拦截，不得公示</h3>
            <CheckList
              plain
              label="不得公示"
              checks={BLOCKED.map((label) => ({ key: label, result: 'fail' as const, label }))}
            />
          </div>
          <Objections view={view} />
          <Documents documents={view.documents} steps={['PUBLICISED', 'ANNOUNCED']} />
        </div>
      </div>
    </Card>
  );
}
