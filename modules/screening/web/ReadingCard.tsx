import { Card } from '@shouwang/platform/ui/Card.tsx';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { PaperSheet } from '@shouwang/platform/ui/PaperSheet.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { EyeOff } from 'lucide-react';
import type { TraceView } from '../contract.runs.ts';
import { readingSheet, secondsToRead } from './reading-sheet.ts';

const HIDDEN = ['姓名', '病情', '证件号', '金额'];

/** What is read aloud at the meeting, as paper. */
export function ReadingCard({ view }: { view: TraceView }) {
  const town = view.areaPath.find((area) => area.code.length === 9)?.name ?? '';
  const village = view.areaPath.find((area) => area.code.length === 12)?.name ?? '本村';
  const sheet = readingSheet(view.trace, { town, village });
  return (
    <Card title="会议宣读稿" note={`约 ${secondsToRead(sheet)} 秒`} className="trc-reading">
      <PaperSheet title={sheet.title} sign={sheet.sign}>
        {sheet.paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </PaperSheet>
      <div className="sw-row trc-hidden sw-no-print">
        <span className="sw-note">宣读时隐去</span>
        {HIDDEN.map((what) => (
          <StatusTag key={what} kind="neutral">
            <Icon of={EyeOff} size={12} />
            {what}
          </StatusTag>
        ))}
      </div>
    </Card>
  );
}
