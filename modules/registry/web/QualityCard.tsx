import { Card } from '@shouwang/platform/ui/Card.tsx';
import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { RevealBar } from '@shouwang/platform/ui/RevealBar.tsx';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { useMay } from '@shouwang/platform/ui/session.ts';
import { useReveal } from '@shouwang/platform/ui/use-reveal.tsx';
import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import { Button } from 'antd';
import { Check, Eye } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import type { Household, QualityFinding, QualityFindings } from '../contract.ts';
import { type Subject, useRevealer } from './api.ts';
import { QualityRow } from './QualityRow.tsx';
import { fetchRevealedFindings, useQuality } from './quality-api.ts';
import { withRevealed } from './quality-words.ts';
import './words.css';
import './quality.css';

const ExemptionDrawer = whenOpened(() => import('./ExemptionDrawer.tsx').then((m) => m.ExemptionDrawer));
const ExemptionDecision = whenOpened(() => import('./ExemptionDecision.tsx').then((m) => m.ExemptionDecision));

export type QualityCardProps = { household: Household; onCorrect: (subject: Subject) => void };

function headline({ items, openErrors }: QualityFindings): string {
  const warnings = items.filter(({ severity, exempted }) => severity === 'warn' && !exempted).length;
  const exempted = items.filter((item) => item.exempted).length;
  const parts = [`错误 ${openErrors} 项`, `提醒 ${warnings} 项`, exempted > 0 ? `豁免 ${exempted} 项` : ''];
  return `${parts.filter(Boolean).join('，')}${openErrors > 0 ? '；错误未处理，镇不能同意纳入' : ''}`;
}

function Found({ household, found, onCorrect }: QualityCardProps & { found: QualityFindings }) {
  const mayReveal = useMay()('revealSensitive');
  const revealer = useRevealer(household.id);
  const [asked, setAsked] = useState<QualityFinding | null>(null);
  const [decided, setDecided] = useState<QualityFinding | null>(null);
  const health = useReveal<QualityFinding[]>('涉及健康的内容', async (reason) => {
    const { expiresInSeconds } = await revealer({ which: 'health', reason });
    return { value: (await fetchRevealedFindings(household.id)).items, seconds: expiresInSeconds };
  });
  const hidden = found.items.some(({ masked }) => masked);
  const extra = hidden && mayReveal && health.value === null && (
    <Button size="small" type="text" icon={<Icon of={Eye} size={14} />} onClick={health.ask}>
      查看涉及健康的内容
    </Button>
  );
  return (
    <Card title="数据核验" note={headline(found)} extra={extra} flush>
      {health.modal}
      {health.value !== null && (
        <RevealBar
          what="涉及健康的内容"
          reason={health.reason}
          secondsLeft={health.secondsLeft ?? 0}
          onMask={health.mask}
        />
      )}
      <ul>
        {withRevealed(found.items, health.value).map((finding) => (
          <QualityRow
            key={finding.key}
            finding={finding}
            household={household}
            onCorrect={onCorrect}
            onAsk={setAsked}
            onDecide={setDecided}
          />
        ))}
      </ul>
      {asked && (
        <ExemptionDrawer
          householdId={household.id}
          finding={asked}
          maxDays={found.exemptionMaxDays}
          onClose={() => setAsked(null)}
        />
      )}
      {decided && (
        <ExemptionDecision
          householdId={household.id}
          finding={decided}
          maxDays={found.exemptionMaxDays}
          onClose={() => setDecided(null)}
        />
      )}
    </Card>
  );
}

/** 数据核验: what does not fit in the entries of the household, what to do about each, and which exemptions hold. */
export function QualityCard({ household, onCorrect }: QualityCardProps) {
  const { data, error, refetch } = useQuality(household.id);
  const { hash } = useLocation();
  const place = useRef<HTMLDivElement>(null);
  const called = hash === '#quality' && data !== undefined;
  useEffect(() => {
    if (called) place.current?.scrollIntoView({ block: 'start' });
  }, [called]);
  return (
    <div ref={place} id="quality" className="reg-quality-card">
      {data && data.items.length > 0 && <Found household={household} found={data} onCorrect={onCorrect} />}
      {data?.items.length === 0 && (
        <section className="sw-card reg-words-quiet" aria-label="数据核验">
          <Icon of={Check} />
          <p>数据核验：没有发现问题</p>
        </section>
      )}
      {!data && (
        <Card title="数据核验">
          {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <RowsSkeleton rows={2} />}
        </Card>
      )}
    </div>
  );
}
